using System.Globalization;
using System.Net;

namespace Azure.Emulators.Faults;

/// <summary>Faults below an SDK, so that its own repeats meet them too.</summary>
public sealed class FaultHandler(FaultPlan plan) : DelegatingHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (plan.Take(request.Method.Method, request.RequestUri!) is not { } fault)
            return await base.SendAsync(request, cancellationToken);
        if (fault.IsAccepted)
            (await base.SendAsync(request, cancellationToken)).Dispose();
        var response = new HttpResponseMessage((HttpStatusCode)fault.Status) { RequestMessage = request, Content = new StringContent("""{"code":"Fault","message":"A fault of the tests."}""") };
        if (fault.RetryAfter is { } wait)
            response.Headers.Add("x-ms-retry-after-ms", wait.TotalMilliseconds.ToString("F0", CultureInfo.InvariantCulture));
        return response;
    }
}
