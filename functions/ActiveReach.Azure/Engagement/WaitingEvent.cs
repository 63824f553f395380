using ActiveReach.Azure.Accounts;
using ActiveReach.Inbox;
using ActiveReach.Inbox.Parked;
using Azure;
using Azure.Data.Tables;

namespace ActiveReach.Azure.Engagement;

/// <summary>An event of the inbox as an entity.</summary>
/// <param name="Due">Not before.</param>
/// <param name="WaitsFor">Why it could not be applied; null while nobody has tried.</param>
internal sealed record WaitingEvent(long Id, InboxEvent Event, DateTimeOffset Due, int Attempts = 0, string? WaitsFor = null, bool IsParked = false)
{
    /// <summary>Which call has written it last.</summary>
    public string Write { get; init; } = "";

    /// <summary>As it was read.</summary>
    public ETag ETag { get; private init; }

    public string Row => IsParked ? InboxKeys.Parked(Id) : InboxKeys.Waiting(Id);

    public string? Known => InboxKeys.Known(Event);

    public static WaitingEvent Read(TableEntity entity) => new(
        entity.Long("id"),
        new InboxEvent(entity.GetString("source"), entity.GetString("event"), entity.Parts("payload"), entity.GetDateTimeOffset("received")!.Value) { Trace = entity.GetString("trace") },
        entity.GetDateTimeOffset("due")!.Value,
        entity.Number("attempts"),
        entity.GetString("waitsFor"),
        entity.RowKey == InboxKeys.Parked(entity.Long("id")))
    {
        Write = entity.GetString("write"),
        ETag = entity.ETag,
    };

    public TableEntity ToEntity() => EntityFields.New(InboxKeys.PartitionOf(Id), Row)
        .With("id", Id)
        .With("source", Event.Source)
        .With("event", Event.EventId)
        .WithParts("payload", Event.Payload)
        .With("received", Event.ReceivedAt)
        .With("due", Due)
        .With("attempts", Attempts)
        .With("waitsFor", WaitsFor)
        .Where("shown", WaitsFor is not null)
        .With("trace", Event.Trace)
        .With("write", Write);

    public InboxEntry ToEntry() => new(Id, Event, Attempts);

    public ParkedEvent ToParked() => new(Id, Event, WaitsFor!, Attempts, IsParked ? null : Due);
}
