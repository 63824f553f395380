using System.Text.Json;
using ActiveReach.Audiences.Timelines;
using ActiveReach.Channels;
using ActiveReach.Consent;
using ActiveReach.Delivery;
using ActiveReach.Events;
using ActiveReach.Ids;
using ActiveReach.Orders;
using ActiveReach.Problems;
using ActiveReach.Replies;

namespace ActiveReach.Azure.Audiences.Timelines;

/// <summary>An entry of a timeline, and what tells it from others of its moment and kind.</summary>
internal readonly record struct PlacedEntry(TimelineEntry Entry, string Place)
{
    public (long At, int Kind, string Place) Key => (Entry.At.ToUnixTimeMilliseconds(), (int)Entry.Kind, Place);
}

/// <summary>What stores know of somebody as entries of a timeline.</summary>
internal static class TimelineParts
{
    /// <param name="startedAt">When the run began: the ledger keeps no time of a skip, a bounce or a failure. It stands for a skip, the sending for the others.</param>
    public static IEnumerable<PlacedEntry> Of(LedgerRow row, DateTimeOffset startedAt)
    {
        var place = row.Address.ToString();
        (TimelineKind Kind, DateTimeOffset? At, string? Reason)[] all =
        [
            (TimelineKind.Sent, row.HandedAt, null),
            (TimelineKind.Skipped, row.State is LedgerState.Skipped ? startedAt : null, row.Reason),
            (TimelineKind.Delivered, row.DeliveredAt, null),
            (TimelineKind.Bounced, row.State is LedgerState.Bounced ? row.HandedAt ?? row.FirstSentAt ?? startedAt : null, row.Reason),
            (TimelineKind.Failed, row.State is LedgerState.Failed ? row.HandedAt ?? row.FirstSentAt ?? startedAt : null, row.Reason),
            (TimelineKind.Opened, row.OpenedAt, null),
            (TimelineKind.Clicked, row.ClickedAt, null),
            (TimelineKind.MachineOpened, row.MachineOpenedAt, row.MachineOpenRule),
            (TimelineKind.MachineClicked, row.MachineClickedAt, row.MachineClickRule),
        ];
        foreach (var (kind, at, reason) in all)
        {
            if (at is { } time)
                yield return new(Entry(kind, time, reason), place);
        }

        // What came once the figures were final.
        if (row.ClickedLateAt is { } late)
            yield return new(Entry(TimelineKind.Clicked, late, null) with { Details = Json(new { late = true }) }, $"late:{place}");

        TimelineEntry Entry(TimelineKind kind, DateTimeOffset at, string? reason) => new()
        {
            At = at,
            Kind = kind,
            Channel = row.Channel,
            Campaign = row.Campaign.Value,
            Run = row.Address.Run.Value,
            Variant = row.Variant,
            Outlet = row.Outlet,
            Reason = reason,
        };
    }

    public static PlacedEntry Of(Reply reply) => new(
        new TimelineEntry
        {
            At = reply.At,
            Kind = TimelineKind.Replied,
            Channel = reply.Channel,
            Campaign = reply.Campaign?.Value,
            Run = reply.Run?.Value,
            Variant = reply.Variant,
            Outlet = reply.Outlet,
            Reason = Json(reply.Kind).GetString(),
            Details = Json(new { text = reply.Text }),
        },
        reply.Id);

    /// <summary>One change may be of several channels.</summary>
    public static PlacedEntry Consent(IReadOnlyList<Channel> channels, ConsentState state, ConsentEvidence evidence, string place) => new(
        new TimelineEntry
        {
            At = evidence.At,
            Kind = TimelineKind.Consent,
            Channel = channels is [var one] ? one : null,
            Reason = state.Name(),
            Details = Json(new { channels, source = evidence.Source, proof = evidence.Proof }),
        },
        place);

    public static PlacedEntry Of(ContactEvent happened) => new(
        new TimelineEntry
        {
            At = happened.At,
            Kind = TimelineKind.Event,
            Outlet = happened.Outlet,
            Reason = happened.Type,
            Details = Json(new { id = happened.Id, data = happened.Content is { } content ? JsonElement.Parse(content) : (JsonElement?)null }),
        },
        happened.Id);

    public static PlacedEntry Of(Order order) => new(
        new TimelineEntry { At = order.At, Kind = TimelineKind.Order, Outlet = order.Outlet, Reason = order.Id, Details = Json(new { net = order.Net, currency = order.Currency }) }, order.Id);

    private static JsonElement Json<T>(T value) => JsonSerializer.SerializeToElement(value, Wire.Json);
}
