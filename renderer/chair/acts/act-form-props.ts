import type { ComponentType } from 'react';
import type { ChairView } from '../../../shared/board/views.ts';

export type ActProps = { readonly view: ChairView };
export type ActComponent = ComponentType<ActProps>;
