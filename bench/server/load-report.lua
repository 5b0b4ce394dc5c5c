-- What bench/server/load.js reads of a run of wrk: one line of JSON.
function done(summary, latency, requests)
  local failed = summary.errors.connect + summary.errors.read + summary.errors.write
  io.write(string.format(
    '\n{"requests":%d,"durationUs":%d,"bytes":%d,"failed":%d,"timeouts":%d,"errorStatus":%d,"p50Us":%d,"p99Us":%d}\n',
    summary.requests, summary.duration, summary.bytes, failed, summary.errors.timeout,
    summary.errors.status, latency:percentile(50), latency:percentile(99)))
end
