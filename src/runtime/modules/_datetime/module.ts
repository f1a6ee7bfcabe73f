/** Module `_datetime`: see `data.ts` for how the folder is laid out. */
import type { TypeSpec } from "../../core/define.ts";
import type { NativeModule } from "../../core/native-module.ts";
import type { PyType } from "../../core/type.ts";
import { MAXYEAR, MINYEAR } from "./calendar.ts";
import {
  datetimeType,
  dateType,
  deltaType,
  isoCalendarDateType,
  timeType,
  timezoneType,
  tzinfoType,
  UTC,
} from "./data.ts";
import { dateSpec, isoCalendarDateSpec } from "./date.ts";
import { datetimeSpec } from "./datetime.ts";
import { deltaSpec } from "./delta.ts";
import { timeSpec } from "./time.ts";
import { timezoneSpec, tzinfoSpec } from "./zones.ts";

export const datetimeModule: NativeModule = {
  name: "_datetime",
  doc: "Fast implementation of the datetime module.",
  constants: { MINYEAR, MAXYEAR, UTC },
  types: {
    timedelta: deltaType,
    date: dateType,
    datetime: datetimeType,
    time: timeType,
    tzinfo: tzinfoType,
    timezone: timezoneType,
  },
};

export const installed: readonly (readonly [PyType, TypeSpec])[] = [
  [deltaType, deltaSpec],
  [tzinfoType, tzinfoSpec],
  [timezoneType, timezoneSpec],
  [dateType, dateSpec],
  [datetimeType, datetimeSpec],
  [timeType, timeSpec],
  [isoCalendarDateType, isoCalendarDateSpec],
];
