import type { DriftProfile } from '../../../definitions/schema/drift-methods.ts';
import { evidently } from './evidently.ts';
import { nannyml } from './nannyml.ts';
import type { Tool } from './tool.ts';

export const tools: Readonly<Record<DriftProfile, Tool>> = { evidently, nannyml };
