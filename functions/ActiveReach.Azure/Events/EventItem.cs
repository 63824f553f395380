using System.Globalization;
using System.Text.Json.Serialization;
using ActiveReach.Azure.Audiences.Items;
using ActiveReach.Events;
using ActiveReach.Ids;

namespace ActiveReach.Azure.Events;

/// <summary>An event, in the slice of its contact; or of the identity that it names, while nobody has that. Times are Unix milliseconds.</summary>
internal sealed record EventItem : Item
{
    /// <summary>The sender's own id.</summary>
    public required string Name { get; init; }

    public required string Type { get; init; }

    public ContactId? Contact { get; init; }

    public required long At { get; init; }

    public string? Outlet { get; init; }

    public string? Content { get; init; }

    public required long ReceivedAt { get; init; }

    /// <summary>Where it stands among all: by time, then in the order of their arrival.</summary>
    public required string Place { get; init; }

    /// <summary>Which request brought it: one that had to begin anew knows its own.</summary>
    public required string Request { get; init; }

    /// <summary>The identity that nobody has yet.</summary>
    public EventIdentity? Who { get; init; }

    /// <summary>Its hash.</summary>
    public string? Awaits { get; init; }

    /// <summary>Where it stands among those that wait: by their arrival.</summary>
    public string? Waiting { get; init; }

    /// <summary>Whose it is about to be: who has begun to move an event has decided that, and anybody may go on.</summary>
    public ContactId? Heir { get; init; }

    [JsonIgnore]
    public DateTimeOffset Time => DateTimeOffset.FromUnixTimeMilliseconds(At);

    public ContactEvent Read() => new()
    {
        Id = Name,
        Type = Type,
        Contact = Contact,
        At = Time,
        Outlet = Outlet,
        Content = Content,
        ReceivedAt = DateTimeOffset.FromUnixTimeMilliseconds(ReceivedAt),
    };

    /// <summary>As somebody's who has been found.</summary>
    public EventItem Of(ContactId contact) => Unawaited() with { Contact = contact };

    /// <summary>It waits for nobody any more.</summary>
    public EventItem Unawaited() => this with { Who = null, Awaits = null, Waiting = null, Heir = null };

    /// <param name="index">Among those that came with it.</param>
    public static string PlaceOf(DateTimeOffset at, DateTimeOffset receivedAt, int index, string id) => string.Create(
        CultureInfo.InvariantCulture, $"{at.ToUnixTimeMilliseconds():D15}.{receivedAt.ToUnixTimeMilliseconds():D15}.{index:D4}.{Slices.HashOf(id)[..16]}");
}

/// <summary>That an id was taken, once and for all: by an event, wherever that lies, or by one of somebody who was erased.</summary>
internal sealed record EventClaim : Item
{
    /// <summary>The slice in which the event lies; null once it is erased.</summary>
    public string? Slice { get; init; }
}

/// <summary>That something is so in a workspace.</summary>
internal sealed record Noted : Item;
