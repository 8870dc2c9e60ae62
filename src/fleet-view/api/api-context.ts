import { createContext, useContext } from 'react';
import type { FleetApi } from './fleet-api.ts';

const ApiContext = createContext<FleetApi | null>(null);

export const ApiProvider = ApiContext.Provider;

/** The collector, as handed in by main.tsx. */
export function useFleetApi(): FleetApi {
  const api = useContext(ApiContext);
  if (api === null) throw new Error('ApiProvider is missing above this component');
  return api;
}
