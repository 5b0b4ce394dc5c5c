-- Prints the result of a wrk run as one line of JSON for bench/server/load.js. If its argument names
-- a file, it requests the paths in that file in turn.
function init(args)
  if not args[1] then return end
  local requests = {}
  for path in io.lines(args[1]) do requests[#requests + 1] = wrk.format('GET', path) end
  local at = 0
  request = function()
    at = at % #requests + 1
    return requests[at]
  end
end

function done(summary, latency, requests)
  local failed = summary.errors.connect + summary.errors.read + summary.errors.write
  io.write(string.format(
    '\n{"requests":%d,"durationUs":%d,"bytes":%d,"failed":%d,"timeouts":%d,"errorStatus":%d,"p50Us":%d,"p99Us":%d}\n',
    summary.requests, summary.duration, summary.bytes, failed, summary.errors.timeout,
    summary.errors.status, latency:percentile(50), latency:percentile(99)))
end
