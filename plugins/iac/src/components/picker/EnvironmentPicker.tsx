import { iacEnvironmentReadPermission } from '@backstage-iac/plugin-iac-common';
import { Select, SelectItemText, Skeleton } from '@backstage/ui';
import { useMemo } from 'react';
import { useEnvironments } from '../../hooks/useEnvironments';
import { useIacTranslation } from '../../hooks/useIacTranslation';
import { Glyph, VERDICT_GLYPHS } from '../glyph';
import { ErrorState } from '../states';
import { theme } from '../theme';
import { classes } from '../theme/classes';
import type { EnvironmentPickerProps } from './environmentField';
import { pickerOptions } from './pickerOptions';
import styles from './picker.module.css';

/** More than these are searched, not scrolled. */
const MOST_AT_A_GLANCE = 8;

/** What it needs of all that the scaffolder gives. */
interface PickerProps
  extends Pick<
    EnvironmentPickerProps,
    'formData' | 'idSchema' | 'onBlur' | 'required' | 'schema' | 'uiSchema'
  > {
  rawErrors?: string[];
  onChange(name: string | undefined): void;
}

/** An environment in the form of a template, by name, with its verdict. */
export function EnvironmentPicker(props: PickerProps) {
  const { formData, onChange, onBlur, required, rawErrors } = props;
  const { schema, uiSchema, idSchema } = props;
  const t = useIacTranslation();
  const { value, error, refresh } = useEnvironments();
  const readyFor = uiSchema['ui:options']?.readyFor;
  const options = useMemo(
    () => pickerOptions(t, value?.items ?? [], { readyFor }),
    [t, value, readyFor],
  );
  if (!value) {
    return error ? (
      <ErrorState
        error={error}
        permission={iacEnvironmentReadPermission.name}
        onRetry={refresh}
      />
    ) : (
      <div role="status" aria-label={t('common.loading')}>
        <Skeleton height={60} />
      </div>
    );
  }
  const title = schema.title ?? t('picker.title');
  const choosable = options.filter(({ isDisabled }) => !isDisabled);
  const isChosen = options.some(({ name }) => name === formData);
  return (
    <div className={classes(theme.theme, styles.picker)}>
      <Select
        id={idSchema.$id}
        label={title}
        description={uiSchema['ui:description'] ?? schema.description}
        placeholder={t('picker.choose')}
        isRequired={required}
        secondaryLabel={required ? t('picker.required') : undefined}
        isInvalid={rawErrors !== undefined && rawErrors.length > 0}
        isDisabled={uiSchema['ui:disabled'] || options.length === 0}
        search={
          options.length > MOST_AT_A_GLANCE
            ? { placeholder: t('picker.search') }
            : undefined
        }
        value={isChosen ? formData : null}
        onChange={key => onChange(key === null ? undefined : String(key))}
        onBlur={() => onBlur(idSchema.$id, formData)}
      >
        {options.map(option => (
          <SelectItemText
            key={option.name}
            id={option.name}
            title={option.name}
            description={option.description}
            isDisabled={option.isDisabled}
            leadingIcon={
              <span className={theme.theme}>
                <Glyph kind={VERDICT_GLYPHS[option.verdict]} label="" />
              </span>
            }
          />
        ))}
      </Select>
      {options.length === 0 && <small role="status">{t('picker.none')}</small>}
      {readyFor && options.length > 0 && choosable.length === 0 && (
        <small role="status">
          {t('picker.noneReady', { purpose: t(`picker.${readyFor}`) })}
        </small>
      )}
    </div>
  );
}
