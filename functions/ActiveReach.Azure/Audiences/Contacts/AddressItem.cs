using ActiveReach.Azure.Audiences.Items;
using ActiveReach.Consent.Addresses;
using ActiveReach.Ids;

namespace ActiveReach.Azure.Audiences.Contacts;

/// <summary>An address of a workspace, known by its hash: who may have it, and what stands against it. It names too many people rather than too few: who
/// is looked for by an address is looked at.</summary>
internal sealed record AddressItem : Item
{
    public static AddressItem Nobodys { get; } = new();

    /// <summary>In order of id.</summary>
    public IReadOnlyList<ContactId> People { get; init; } = [];

    public AddressRecord Record { get; init; } = AddressRecord.Empty;

    /// <summary>Counts the changes of the record: whoever relied on it sees whether it is another by now.</summary>
    public long Said { get; init; }

    /// <summary>The hash, while the address is on the suppression list.</summary>
    public string? Listed { get; init; }

    public bool IsEmpty => People.Count == 0 && Record.IsEmpty;

    public AddressItem With(ContactId person) => People.Contains(person) ? this : this with { People = [.. People.Append(person).Order()] };

    public AddressItem Without(ContactId person) => this with { People = [.. People.Where(each => each != person)] };
}
