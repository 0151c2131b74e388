/**
 * The messages of Terraform's plugin protocol, version 6, that this provider serves: names and field numbers only.
 * Fields that it never reads or sends are left out, which the wire format allows.
 */
import {
  bool,
  bytes,
  int,
  map,
  message,
  nested,
  repeated,
  string,
} from './protobuf';

const empty = message({});
const dynamicValue = message({ msgpack: bytes(1), json: bytes(2) });
const attributePathStep = message({ attributeName: string(1) });
const attributePath = message({
  steps: repeated(nested(1, attributePathStep)),
});

export const SEVERITY_ERROR = 1;
const diagnostic = message({
  severity: int(1),
  summary: string(2),
  detail: string(3),
  attribute: nested(4, attributePath),
});
const diagnostics = (number: number) => repeated(nested(number, diagnostic));

const schemaAttribute = message({
  name: string(1),
  type: bytes(2),
  description: string(3),
  required: bool(4),
  optional: bool(5),
  computed: bool(6),
  sensitive: bool(7),
});
export const NESTING_LIST = 2;
const nestedBlock = message({
  typeName: string(1),
  // One level of nesting is all that this provider's schema has.
  block: nested(
    2,
    message({
      attributes: repeated(nested(2, schemaAttribute)),
      description: string(4),
    }),
  ),
  nesting: int(3),
});
const schemaBlock = message({
  version: int(1),
  attributes: repeated(nested(2, schemaAttribute)),
  blockTypes: repeated(nested(3, nestedBlock)),
  description: string(4),
});
const schema = message({ version: int(1), block: nested(2, schemaBlock) });
const serverCapabilities = message({
  planDestroy: bool(1),
  getProviderSchemaOptional: bool(2),
  moveResourceState: bool(3),
});
const typeName = message({ typeName: string(1) });
const importedResource = message({
  typeName: string(1),
  state: nested(2, dynamicValue),
  private: bytes(3),
});

/** Request and response of each remote procedure of `tfplugin6.Provider`. */
export const procedures = {
  GetMetadata: {
    request: empty,
    response: message({
      serverCapabilities: nested(1, serverCapabilities),
      diagnostics: diagnostics(2),
      dataSources: repeated(nested(3, typeName)),
      resources: repeated(nested(4, typeName)),
    }),
  },
  GetProviderSchema: {
    request: empty,
    response: message({
      provider: nested(1, schema),
      resourceSchemas: map(2, schema),
      dataSourceSchemas: map(3, schema),
      diagnostics: diagnostics(4),
      serverCapabilities: nested(6, serverCapabilities),
    }),
  },
  ValidateProviderConfig: {
    request: message({ config: nested(1, dynamicValue) }),
    response: message({ diagnostics: diagnostics(2) }),
  },
  ValidateResourceConfig: {
    request: message({ typeName: string(1), config: nested(2, dynamicValue) }),
    response: message({ diagnostics: diagnostics(1) }),
  },
  ValidateDataResourceConfig: {
    request: message({ typeName: string(1), config: nested(2, dynamicValue) }),
    response: message({ diagnostics: diagnostics(1) }),
  },
  UpgradeResourceState: {
    request: message({
      typeName: string(1),
      version: int(2),
      rawState: nested(3, message({ json: bytes(1) })),
    }),
    response: message({
      upgradedState: nested(1, dynamicValue),
      diagnostics: diagnostics(2),
    }),
  },
  ConfigureProvider: {
    request: message({
      terraformVersion: string(1),
      config: nested(2, dynamicValue),
    }),
    response: message({ diagnostics: diagnostics(1) }),
  },
  ReadResource: {
    request: message({
      typeName: string(1),
      currentState: nested(2, dynamicValue),
    }),
    response: message({
      newState: nested(1, dynamicValue),
      diagnostics: diagnostics(2),
    }),
  },
  PlanResourceChange: {
    request: message({
      typeName: string(1),
      priorState: nested(2, dynamicValue),
      proposedNewState: nested(3, dynamicValue),
      config: nested(4, dynamicValue),
    }),
    response: message({
      plannedState: nested(1, dynamicValue),
      requiresReplace: repeated(nested(2, attributePath)),
      diagnostics: diagnostics(4),
    }),
  },
  ApplyResourceChange: {
    request: message({
      typeName: string(1),
      priorState: nested(2, dynamicValue),
      plannedState: nested(3, dynamicValue),
      config: nested(4, dynamicValue),
    }),
    response: message({
      newState: nested(1, dynamicValue),
      diagnostics: diagnostics(3),
    }),
  },
  ImportResourceState: {
    request: message({ typeName: string(1), id: string(2) }),
    response: message({
      importedResources: repeated(nested(1, importedResource)),
      diagnostics: diagnostics(2),
    }),
  },
  ReadDataSource: {
    request: message({ typeName: string(1), config: nested(2, dynamicValue) }),
    response: message({
      state: nested(1, dynamicValue),
      diagnostics: diagnostics(2),
    }),
  },
  GetFunctions: {
    request: empty,
    response: message({ diagnostics: diagnostics(2) }),
  },
  StopProvider: {
    request: empty,
    response: message({ error: string(1) }),
  },
} as const;

type Procedures = typeof procedures;
export type ProcedureName = keyof Procedures;
export type Request<P extends ProcedureName> = ReturnType<
  Procedures[P]['request']['decode']
>;
export type Response<P extends ProcedureName> = ReturnType<
  Procedures[P]['response']['decode']
>;
export type Diagnostic = ReturnType<(typeof diagnostic)['decode']>;
export type WireSchema = ReturnType<(typeof schema)['decode']>;
export type WireAttribute = ReturnType<(typeof schemaAttribute)['decode']>;
export type DynamicValue = ReturnType<(typeof dynamicValue)['decode']>;
