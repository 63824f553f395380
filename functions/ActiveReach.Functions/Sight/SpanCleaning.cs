using System.Diagnostics;
using OpenTelemetry;

namespace ActiveReach.Functions.Sight;

/// <summary>Takes from the spans of requests and calls what tells of a person or opens a door: paths and queries carry the tokens of links, contacts'
/// ids and the secrets of callbacks. The route tells enough.</summary>
internal sealed class SpanCleaning : BaseProcessor<Activity>
{
    private static readonly string[] Telling = ["url.path", "url.query", "user_agent.original", "client.address", "network.peer.address"];

    public override void OnEnd(Activity data)
    {
        // Messages of exceptions may quote what a caller or contact wrote, and can't be taken out: such a span is not exported. The work that
        // failed has a span of the product's own, which names the kind of the fault.
        if (data.Events.Any(happened => happened.Name is "exception"))
            data.ActivityTraceFlags &= ~ActivityTraceFlags.Recorded;
        if (data.Kind is not (ActivityKind.Server or ActivityKind.Client))
            return;
        foreach (var tag in Telling)
        {
            if (data.GetTagItem(tag) is not null)
                data.SetTag(tag, null);
        }

        if (data.GetTagItem("url.full") is string address)
            data.SetTag("url.full", Uri.TryCreate(address, UriKind.Absolute, out var full) ? full.GetLeftPart(UriPartial.Authority) : null);
    }
}
