export { archiveApply, archivePlan } from './archive';
export type {
  ArchiveApplyOptions,
  ArchivePlace,
  ArchivePlanOptions,
} from './archive';
