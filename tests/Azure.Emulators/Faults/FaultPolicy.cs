using System.Diagnostics.CodeAnalysis;
using Azure.Core;
using Azure.Core.Pipeline;

namespace Azure.Emulators.Faults;

/// <summary>Faults in the pipeline of Azure.Core: to be added per retry, so that its repeats meet them too.</summary>
public sealed class FaultPolicy(FaultPlan plan) : HttpPipelinePolicy
{
    public override void Process(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
    {
        var fault = plan.Take(message.Request.Method.Method, message.Request.Uri.ToUri());
        if (fault is null or { IsAccepted: true })
            ProcessNext(message, pipeline);
        if (fault is not null)
            message.Response = new FaultyResponse(fault, message.Request.ClientRequestId);
    }

    public override async ValueTask ProcessAsync(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
    {
        var fault = plan.Take(message.Request.Method.Method, message.Request.Uri.ToUri());
        if (fault is null or { IsAccepted: true })
            await ProcessNextAsync(message, pipeline);
        if (fault is not null)
            message.Response = new FaultyResponse(fault, message.Request.ClientRequestId);
    }

    private sealed class FaultyResponse(Fault fault, string id) : Response
    {
        private readonly Dictionary<string, string> headers = fault.RetryAfter is { } wait
            ? new(StringComparer.OrdinalIgnoreCase) { ["retry-after-ms"] = $"{wait.TotalMilliseconds:F0}" }
            : new(StringComparer.OrdinalIgnoreCase);

        public override int Status => fault.Status;

        public override string ReasonPhrase => "A fault of the tests";

        public override Stream? ContentStream { get; set; }

        public override string ClientRequestId { get; set; } = id;

        public override void Dispose()
        {
        }

        protected override bool ContainsHeader(string name) => headers.ContainsKey(name);

        protected override IEnumerable<HttpHeader> EnumerateHeaders() => headers.Select(one => new HttpHeader(one.Key, one.Value));

        protected override bool TryGetHeader(string name, [NotNullWhen(true)] out string? value) => headers.TryGetValue(name, out value);

        protected override bool TryGetHeaderValues(string name, [NotNullWhen(true)] out IEnumerable<string>? values)
        {
            values = headers.TryGetValue(name, out var value) ? [value] : null;
            return values is not null;
        }
    }
}
