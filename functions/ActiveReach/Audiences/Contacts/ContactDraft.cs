using System.Collections.Immutable;
using System.Runtime.InteropServices;
using ActiveReach.Channels;
using ActiveReach.Consent;
using ActiveReach.Outlets.Assignment;
using ActiveReach.Values;

namespace ActiveReach.Audiences.Contacts;

/// <summary>What a caller or an import row says about a contact, validated; what it doesn't mention stays as it is.</summary>
public sealed class ContactDraft
{
    /// <summary>Stands for what was given and is to be empty; null for what was not mentioned.</summary>
    private static readonly object Cleared = new();

    private readonly object?[] given = new object?[ContactFields.All.Length];

    /// <summary>Setting it gives the field, null or nothing in it clears it. Null as well where the field wasn't mentioned: see
    /// <see cref="Gives"/>.</summary>
    public object? this[ContactField field]
    {
        get => ReferenceEquals(given[field.Place], Cleared) ? null : given[field.Place];
        set => given[field.Place] = value is null or "" or IReadOnlyCollection<string> { Count: 0 } ? Cleared : value;
    }

    public string? ExternalId => (string?)this[ContactFields.ExternalId];

    public string? Phone => (string?)this[ContactFields.Phone];

    public string? Email => (string?)this[ContactFields.Email];

    /// <summary>Given custom fields; null clears one. Null when none is given.</summary>
    public Dictionary<string, object?>? Custom { get; set; }

    /// <summary>Given consents; null when none is given.</summary>
    public Dictionary<Channel, ConsentState>? Consents { get; set; }

    /// <summary>Channels of which something was said that nobody understands: a yes doesn't stand there any more.</summary>
    public ChannelSet UnclearConsents { get; set; }

    /// <summary>Whether anything says who this is.</summary>
    public bool NamesSomebody => ExternalId is not null || Phone is not null || Email is not null;

    public bool Gives(ContactField field) => given[field.Place] is not null;

    /// <summary>Leaves a field as it is.</summary>
    public void Withdraw(ContactField field) => given[field.Place] = null;

    /// <summary>The text as it will be.</summary>
    public string? TextOf(ContactField field, Contact? existing) => (string?)(Gives(field) ? this[field] : existing?[field]);

    /// <summary>The contact with this draft applied; consents are applied by the caller, who knows their source.</summary>
    public Contact ApplyTo(Contact contact) => contact with
    {
        Values = Merge(contact.Values),
        OutletBy = !Gives(ContactFields.Outlet) ? contact.OutletBy : this[ContactFields.Outlet] is null ? OutletSource.None : OutletSource.Explicit,
        Custom = MergeCustom(contact.Custom),
        Consents = MergeConsents(contact.Consents),
    };

    /// <summary>Whether it says anything of the contact that isn't so already.</summary>
    public bool Changes(Contact contact)
    {
        var after = ApplyTo(contact);
        return after.OutletBy != contact.OutletBy
            || !after.Values.Zip(contact.Values).All(each => IsSame(each.First, each.Second))
            || (Custom is not null && Custom.Any(field => !IsSame(field.Value, contact.Custom.GetValueOrDefault(field.Key))))
            || ChannelSet.All.Any(channel => after.Consents[channel] != contact.Consents[channel]);
    }

    private static bool IsSame(object? one, object? other) => one is IReadOnlyList<string> list && other is IReadOnlyList<string> others ? list.SequenceEqual(others) : Equals(one, other);

    private ImmutableArray<object?> Merge(ImmutableArray<object?> existing)
    {
        var merged = existing.ToArray();
        for (var place = 0; place < merged.Length; place++)
        {
            if (given[place] is { } value)
                merged[place] = ReferenceEquals(value, Cleared) ? null : value;
        }

        return ImmutableCollectionsMarshal.AsImmutableArray(merged);
    }

    private IReadOnlyDictionary<string, object> MergeCustom(IReadOnlyDictionary<string, object> existing)
    {
        if (Custom is null)
            return existing;
        var merged = new Dictionary<string, object>(existing, StringComparer.Ordinal);
        foreach (var (name, value) in Custom)
        {
            if (value is null)
                merged.Remove(name);
            else
                merged[name] = value;
        }

        return merged;
    }

    private PerChannel<ConsentState> MergeConsents(PerChannel<ConsentState> existing)
    {
        var said = Consents is null ? existing : existing.With(Consents);
        return UnclearConsents.IsEmpty ? said
            : new(channel => UnclearConsents.Contains(channel) && said[channel] is ConsentState.OptedIn ? ConsentState.Unknown : said[channel]);
    }
}
