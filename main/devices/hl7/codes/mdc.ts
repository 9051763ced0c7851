import type { CodeUse } from './meaning.ts';

export type MdcRow = {
  /** Partition * 65536 + term code; Philips' MDIL is the same pair in hex. */
  readonly number: number;
  /** Its names, without the MDC_ or NOM_ they begin with. Some numbers have two. */
  readonly refIds: readonly string[];
  readonly use: CodeUse;
  readonly source: string;
};

const SEEN = 'monitor messages of several makers (test/captures/hl7/index.tsv)';
const PHILIPS = 'mindleaving/patient-monitor-datalogger, numerics-codes-semi-structured.csv';
const MINDRAY = 'Mindray eGateway messages; briantolsen/MindraySim, Alarms/AlarmDict.csv';
const STANDARD = 'IEEE 11073-10101';

/**
 * IEEE 11073-10101 terms. A difference between two probes, a pressure that names no site, a wave and a
 * count of extra beats are in here to be told apart from what they resemble.
 */
export const MDC_ROWS: readonly MdcRow[] = [
  { number: 147_842, refIds: ['ECG_HEART_RATE', 'ECG_CARD_BEAT_RATE'], use: 'heartRate', source: SEEN },
  // Beat to beat: not the rate the monitor displays.
  { number: 147_850, refIds: ['ECG_CARD_BEAT_RATE_BTB'], use: 'not-ours', source: PHILIPS },
  { number: 149_514, refIds: ['PULS_RATE'], use: 'pulseRate', source: PHILIPS },
  { number: 149_522, refIds: ['BLD_PULS_RATE_INV'], use: 'pulseRate', source: SEEN },
  { number: 149_530, refIds: ['PULS_OXIM_PULS_RATE'], use: 'pulseRate', source: SEEN },
  { number: 149_538, refIds: ['PLETH_PULS_RATE'], use: 'pulseRate', source: PHILIPS },
  { number: 149_546, refIds: ['PULS_RATE_NON_INV'], use: 'pulseRate', source: SEEN },
  { number: 192_669, refIds: ['PULS_OXIM_PULS_RATE_TELE'], use: 'pulseRate', source: PHILIPS },
  { number: 192_741, refIds: ['PRESS_BLD_NONINV_PULS_RATE'], use: 'pulseRate', source: PHILIPS },
  { number: 150_456, refIds: ['PULS_OXIM_SAT_O2'], use: 'spo2', source: SEEN },
  { number: 150_472, refIds: ['PULS_OXIM_SAT_O2_ART_LEFT', 'SAT_O2_ART_LEFT'], use: 'spo2', source: PHILIPS },
  { number: 150_476, refIds: ['PULS_OXIM_SAT_O2_ART_RIGHT', 'SAT_O2_ART_RIGHT'], use: 'spo2', source: PHILIPS },
  { number: 192_668, refIds: ['PULS_OXIM_SAT_O2_TELE'], use: 'spo2', source: PHILIPS },
  // The difference of two probes, and saturations that no finger probe measures.
  { number: 150_468, refIds: ['PULS_OXIM_SAT_O2_DIFF'], use: 'not-ours', source: SEEN },
  { number: 150_316, refIds: ['SAT_O2'], use: 'not-ours', source: PHILIPS },
  { number: 150_324, refIds: ['SAT_O2_ART'], use: 'not-ours', source: PHILIPS },
  { number: 150_332, refIds: ['SAT_O2_VEN'], use: 'not-ours', source: PHILIPS },
  { number: 150_452, refIds: ['PULS_OXIM_PLETH'], use: 'not-ours', source: SEEN },
  { number: 150_488, refIds: ['BLD_PERF_INDEX'], use: 'perfusionIndex', source: SEEN },
  { number: 150_448, refIds: ['PULS_OXIM_PERF_REL'], use: 'perfusionIndex', source: PHILIPS },
  // Comen sends a perfusion index under the signal quality's code: nobody can tell which it is.
  { number: 160_324, refIds: ['SPO2_SIGNAL_QUALITY_INDEX'], use: 'not-ours', source: SEEN },
  { number: 150_020, refIds: ['PRESS_BLD_NONINV'], use: 'not-ours', source: STANDARD },
  { number: 150_021, refIds: ['PRESS_BLD_NONINV_SYS'], use: 'nibpSystolic', source: SEEN },
  { number: 150_022, refIds: ['PRESS_BLD_NONINV_DIA'], use: 'nibpDiastolic', source: SEEN },
  { number: 150_023, refIds: ['PRESS_BLD_NONINV_MEAN'], use: 'nibpMean', source: SEEN },
  { number: 150_301, refIds: ['PRESS_CUFF_SYS'], use: 'nibpSystolic', source: SEEN },
  { number: 150_302, refIds: ['PRESS_CUFF_DIA'], use: 'nibpDiastolic', source: SEEN },
  { number: 150_303, refIds: ['PRESS_CUFF_MEAN'], use: 'nibpMean', source: SEEN },
  // Neither cuff nor artery is named.
  { number: 150_016, refIds: ['PRESS_BLD'], use: 'not-ours', source: PHILIPS },
  { number: 150_017, refIds: ['PRESS_BLD_SYS'], use: 'not-ours', source: PHILIPS },
  { number: 150_018, refIds: ['PRESS_BLD_DIA'], use: 'not-ours', source: PHILIPS },
  { number: 150_019, refIds: ['PRESS_BLD_MEAN'], use: 'not-ours', source: PHILIPS },
  { number: 150_033, refIds: ['PRESS_BLD_ART_SYS'], use: 'abpSystolic', source: SEEN },
  { number: 150_034, refIds: ['PRESS_BLD_ART_DIA'], use: 'abpDiastolic', source: SEEN },
  { number: 150_035, refIds: ['PRESS_BLD_ART_MEAN'], use: 'abpMean', source: SEEN },
  { number: 150_037, refIds: ['PRESS_BLD_ART_ABP_SYS'], use: 'abpSystolic', source: SEEN },
  { number: 150_038, refIds: ['PRESS_BLD_ART_ABP_DIA'], use: 'abpDiastolic', source: SEEN },
  { number: 150_039, refIds: ['PRESS_BLD_ART_ABP_MEAN'], use: 'abpMean', source: SEEN },
  { number: 150_084, refIds: ['PRESS_BLD_VEN_CENT'], use: 'not-ours', source: MINDRAY },
  { number: 150_085, refIds: ['PRESS_BLD_VEN_CENT_SYS'], use: 'not-ours', source: MINDRAY },
  { number: 150_086, refIds: ['PRESS_BLD_VEN_CENT_DIA'], use: 'not-ours', source: MINDRAY },
  { number: 150_087, refIds: ['PRESS_BLD_VEN_CENT_MEAN'], use: 'not-ours', source: SEEN },
  { number: 151_552, refIds: ['RESP'], use: 'respiratoryRate', source: PHILIPS },
  { number: 151_562, refIds: ['RESP_RATE'], use: 'respiratoryRate', source: SEEN },
  { number: 151_570, refIds: ['AWAY_RESP_RATE'], use: 'respiratoryRate', source: MINDRAY },
  { number: 151_578, refIds: ['TTHOR_RESP_RATE'], use: 'respiratoryRate', source: SEEN },
  { number: 151_594, refIds: ['CO2_RESP_RATE'], use: 'respiratoryRate', source: SEEN },
  { number: 151_658, refIds: ['PULS_OXIM_PLETH_RESP_RATE'], use: 'respiratoryRate', source: SEEN },
  { number: 150_344, refIds: ['TEMP'], use: 'temperature', source: SEEN },
  { number: 150_364, refIds: ['TEMP_BODY'], use: 'temperature', source: PHILIPS },
  { number: 150_368, refIds: ['TEMP_CORE'], use: 'temperature', source: PHILIPS },
  { number: 150_372, refIds: ['TEMP_ESOPH'], use: 'temperature', source: PHILIPS },
  { number: 150_380, refIds: ['TEMP_NASOPH'], use: 'temperature', source: PHILIPS },
  { number: 150_392, refIds: ['TEMP_TYMP'], use: 'temperature', source: PHILIPS },
  { number: 188_420, refIds: ['TEMP_RECT'], use: 'temperature', source: PHILIPS },
  { number: 188_436, refIds: ['TEMP_BLD'], use: 'temperature', source: PHILIPS },
  { number: 188_496, refIds: ['TEMP_AXIL'], use: 'temperature', source: MINDRAY },
  { number: 192_711, refIds: ['TEMP_GEN_1'], use: 'temperature', source: PHILIPS },
  { number: 192_712, refIds: ['TEMP_GEN_2'], use: 'temperature', source: PHILIPS },
  { number: 150_388, refIds: ['TEMP_SKIN'], use: 'not-ours', source: PHILIPS },
  { number: 150_356, refIds: ['TEMP_AWAY'], use: 'not-ours', source: PHILIPS },
  { number: 188_440, refIds: ['TEMP_DIFF'], use: 'not-ours', source: SEEN },
  { number: 192_710, refIds: ['TEMP_AMBIENT'], use: 'not-ours', source: PHILIPS },
  { number: 151_708, refIds: ['CONC_AWAY_CO2_ET'], use: 'etco2', source: SEEN },
  // Expired is not end-tidal, and inspired is neither.
  { number: 151_712, refIds: ['CONC_AWAY_CO2_EXP'], use: 'not-ours', source: SEEN },
  { number: 151_716, refIds: ['CONC_AWAY_CO2_INSP'], use: 'not-ours', source: SEEN },
  { number: 147_240, refIds: ['ECG_TIME_PD_RR_GL'], use: 'rrInterval', source: STANDARD },
  { number: 147_232, refIds: ['ECG_TIME_PD_QT_GL'], use: 'not-ours', source: PHILIPS },
  { number: 147_236, refIds: ['ECG_TIME_PD_QTC'], use: 'not-ours', source: PHILIPS },
  { number: 131_840, refIds: ['ECG_AMPL_ST'], use: 'stSegment', source: PHILIPS },
  { number: 131_841, refIds: ['ECG_AMPL_ST_I'], use: 'stSegment', source: MINDRAY },
  { number: 131_842, refIds: ['ECG_AMPL_ST_II'], use: 'stSegment', source: MINDRAY },
  { number: 131_843, refIds: ['ECG_AMPL_ST_V1'], use: 'stSegment', source: PHILIPS },
  { number: 131_844, refIds: ['ECG_AMPL_ST_V2'], use: 'stSegment', source: PHILIPS },
  { number: 131_845, refIds: ['ECG_AMPL_ST_V3'], use: 'stSegment', source: PHILIPS },
  { number: 131_846, refIds: ['ECG_AMPL_ST_V4'], use: 'stSegment', source: PHILIPS },
  { number: 131_847, refIds: ['ECG_AMPL_ST_V5'], use: 'stSegment', source: PHILIPS },
  { number: 131_848, refIds: ['ECG_AMPL_ST_V6'], use: 'stSegment', source: PHILIPS },
  { number: 131_901, refIds: ['ECG_AMPL_ST_III'], use: 'stSegment', source: MINDRAY },
  { number: 131_902, refIds: ['ECG_AMPL_ST_AVR'], use: 'stSegment', source: MINDRAY },
  { number: 131_903, refIds: ['ECG_AMPL_ST_AVL'], use: 'stSegment', source: MINDRAY },
  { number: 131_904, refIds: ['ECG_AMPL_ST_AVF'], use: 'stSegment', source: PHILIPS },
  { number: 131_329, refIds: ['ECG_ELEC_POTL_I'], use: 'not-ours', source: SEEN },
  { number: 131_330, refIds: ['ECG_ELEC_POTL_II'], use: 'not-ours', source: SEEN },
  { number: 131_389, refIds: ['ECG_ELEC_POTL_III'], use: 'not-ours', source: PHILIPS },
  { number: 148_065, refIds: ['ECG_V_P_C_CNT'], use: 'not-ours', source: PHILIPS },
  { number: 148_066, refIds: ['ECG_V_P_C_RATE'], use: 'not-ours', source: SEEN },
  { number: 148_216, refIds: ['ECG_SV_BEATS'], use: 'not-ours', source: MINDRAY },
  { number: 188_736, refIds: ['MASS_BODY_ACTUAL'], use: 'not-ours', source: SEEN },
  { number: 188_740, refIds: ['LEN_BODY_ACTUAL'], use: 'not-ours', source: SEEN },
  { number: 184_327, refIds: ['ECG_STAT_RHY'], use: 'rhythm', source: 'mdpnp/mdpnp, Philips Label.java' },
  { number: 184_326, refIds: ['ECG_STAT_ECT'], use: 'not-ours', source: 'mdpnp/mdpnp, Philips Label.java' },
  { number: 196_616, refIds: ['EVT_ALARM'], use: 'alarm', source: 'IHE PCD ACM; Mindray messages' },
];
