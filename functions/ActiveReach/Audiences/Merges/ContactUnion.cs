using ActiveReach.Audiences.Contacts;
using ActiveReach.Channels;
using ActiveReach.Consent;
using ActiveReach.Values;

namespace ActiveReach.Audiences.Merges;

/// <summary>What becomes of two records of one person: the values of the one that stays, filled up from the one that goes; all members of
/// their lists; the stricter consent.</summary>
public static class ContactUnion
{
    public static Contact Of(Contact stays, Contact goes)
    {
        var position = stays.Lat is null ? goes : stays;
        return stays with
        {
            Values =
            [
                .. ContactFields.All.Select(field => field.Type switch
                {
                    FieldType.Position => position[field],
                    FieldType.List => Members(stays.ListOf(field), goes.ListOf(field)),
                    _ => stays[field] ?? goes[field],
                }),
            ],
            OutletBy = stays.Outlet is null ? goes.OutletBy : stays.OutletBy,
            Custom = Fields(stays.Custom, goes.Custom),
            Consents = Stricter(stays.Consents, goes.Consents),
            Topics = Topics(stays.Topics, goes.Topics),
            Devices = stays.Devices + goes.Devices,
            HeldChannels = stays.HeldChannels.Union(goes.HeldChannels),
        };
    }

    /// <summary>Those of the first list, then those of the second that it lacks, whatever their case; as many as a list may have.</summary>
    private static IReadOnlyList<string> Members(IReadOnlyList<string> one, IReadOnlyList<string> other) =>
        [.. one.Concat(other).DistinctBy(Folding.Fold, StringComparer.Ordinal).Take(ValueRules.MostTags)];

    private static Dictionary<string, object> Fields(IReadOnlyDictionary<string, object> one, IReadOnlyDictionary<string, object> other)
    {
        var fields = new Dictionary<string, object>(other, StringComparer.Ordinal);
        foreach (var (name, value) in one)
            fields[name] = value is IReadOnlyList<string> list && fields.GetValueOrDefault(name) is IReadOnlyList<string> more ? Members(list, more) : value;
        return fields;
    }

    /// <summary>By channel: opted out before unknown before opted in.</summary>
    private static PerChannel<ConsentState> Stricter(PerChannel<ConsentState> one, PerChannel<ConsentState> other) =>
        new(channel => Strictness(one[channel]) >= Strictness(other[channel]) ? one[channel] : other[channel]);

    private static int Strictness(ConsentState state) => state switch
    {
        ConsentState.OptedOut => 2,
        ConsentState.Unknown => 1,
        _ => 0,
    };

    /// <summary>A topic that only one has spoken of keeps what was said of it.</summary>
    private static Dictionary<string, PerChannel<ConsentState>> Topics(
        IReadOnlyDictionary<string, PerChannel<ConsentState>> one, IReadOnlyDictionary<string, PerChannel<ConsentState>> other)
    {
        var topics = new Dictionary<string, PerChannel<ConsentState>>(other, StringComparer.Ordinal);
        foreach (var (topic, consents) in one)
            topics[topic] = topics.TryGetValue(topic, out var others) ? Stricter(consents, others) : consents;
        return topics;
    }
}
