import { DRIVER_NAMES, type Driver, type DriverName } from './drivers/driver.ts';
import { hl7Driver } from './drivers/hl7.ts';
import { ivy450c } from './drivers/ivy-450c.ts';

/** The protocols that are spoken so far; DRIVER_NAMES has those that the suite's documents name. */
const DRIVERS: Readonly<Partial<Record<DriverName, Driver>>> = {
  hl7: hl7Driver,
  'ivy-450c': ivy450c,
};

export const isDriverName = (text: string): text is DriverName => DRIVER_NAMES.some((name) => name === text);

/** Null for a driver that has its name but is not built yet. */
export const driverNamed = (name: DriverName): Driver | null => DRIVERS[name] ?? null;

export const builtDrivers = (): readonly DriverName[] => DRIVER_NAMES.filter((name) => driverNamed(name) !== null);
