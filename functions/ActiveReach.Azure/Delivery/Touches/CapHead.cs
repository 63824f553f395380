using ActiveReach.Azure.Accounts;
using ActiveReach.Channels;
using ActiveReach.Consent.Caps;
using ActiveReach.Ids;
using Azure;
using Azure.Data.Tables;

namespace ActiveReach.Azure.Delivery.Touches;

/// <summary>A place under caps.</summary>
/// <param name="Other">Whom it is noted for besides: the contact where the owner is an address, and the other way round.</param>
internal readonly record struct NotedPlace(LedgerAddress Message, Channel Channel, DateTimeOffset At, TouchOwner Other);

/// <summary>The places of an address or a contact, as they were read and as they are to be: one entity, so that counting and noting are one step.</summary>
internal sealed class CapHead
{
    /// <summary>As many as caps may count, and as a property takes.</summary>
    private const int MostPlaces = 1_000;

    private const string Places = "places";

    private readonly List<NotedPlace> before;
    private readonly Dictionary<LedgerAddress, NotedPlace> places;
    private readonly List<(int Touch, LedgerAddress Message, NotedPlace? After)> changes = [];

    public CapHead(TouchOwner owner, TableEntity? entity)
    {
        Owner = owner;
        ETag = entity?.ETag;
        before = [.. Read(owner, entity?.GetBinary(Places))];
        places = before.ToDictionary(place => place.Message);
    }

    public TouchOwner Owner { get; }

    /// <summary>Null while there is none.</summary>
    public ETag? ETag { get; }

    public IEnumerable<NotedPlace> All => places.Values;

    /// <summary>On whose account something changes.</summary>
    public IEnumerable<int> Touches => changes.Select(change => change.Touch).Distinct();

    public NotedPlace? Find(LedgerAddress message) => places.TryGetValue(message, out var place) ? place : null;

    /// <param name="touch">On whose account: what doesn't come about for it is left out.</param>
    public void Put(int touch, NotedPlace place) => Change(touch, place.Message, place);

    public void Remove(int touch, LedgerAddress message)
    {
        if (places.ContainsKey(message))
            Change(touch, message, null);
    }

    /// <summary>With the changes on account of some; null where those change nothing.</summary>
    public TableEntity? Write(Func<int, bool> isWanted)
    {
        var wanted = changes.FindAll(change => isWanted(change.Touch));
        if (wanted.Count == 0)
            return null;
        var after = before.ToDictionary(place => place.Message);
        foreach (var (_, message, place) in wanted)
            Set(after, message, place);
        var since = after.Values.Select(place => place.At).DefaultIfEmpty(DateTimeOffset.MaxValue).Max() - FrequencyCap.Longest;
        return EntityFields.New(Owner.Partition, Owner.Head)
            .With(Places, Write(after.Values.Where(place => place.At >= since).OrderByDescending(place => place.At).Take(MostPlaces)));
    }

    private void Change(int touch, LedgerAddress message, NotedPlace? after)
    {
        changes.Add((touch, message, after));
        Set(places, message, after);
    }

    private static void Set(Dictionary<LedgerAddress, NotedPlace> places, LedgerAddress message, NotedPlace? after)
    {
        if (after is { } place)
            places[message] = place;
        else
            places.Remove(message);
    }

    private static byte[] Write(IEnumerable<NotedPlace> places)
    {
        using var bytes = new MemoryStream();
        using var writer = new BinaryWriter(bytes);
        foreach (var (message, channel, at, other) in places)
        {
            writer.Write(message.Run.Value);
            writer.Write7BitEncodedInt(message.Shard);
            writer.Write(message.Batch);
            writer.Write7BitEncodedInt(message.Row);
            writer.Write7BitEncodedInt(channel.ToStored());
            writer.Write(at.UtcTicks);
            writer.Write(other.Key);
        }

        writer.Flush();
        return bytes.ToArray();
    }

    private static IEnumerable<NotedPlace> Read(TouchOwner owner, byte[]? stored)
    {
        if (stored is null)
            yield break;
        using var reader = new BinaryReader(new MemoryStream(stored));
        while (reader.BaseStream.Position < stored.Length)
        {
            var message = new LedgerAddress(new RunId(reader.ReadString()), reader.Read7BitEncodedInt(), reader.ReadInt32(), reader.Read7BitEncodedInt());
            var (channel, at) = (StoredChannel.From(reader.Read7BitEncodedInt()), new DateTimeOffset(reader.ReadInt64(), TimeSpan.Zero));
            yield return new NotedPlace(message, channel, at, owner.Across(reader.ReadInt64()));
        }
    }
}
