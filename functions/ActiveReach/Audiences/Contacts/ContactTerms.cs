using ActiveReach.Outlets;
using ActiveReach.Values;
using ActiveReach.Workspaces;

namespace ActiveReach.Audiences.Contacts;

/// <summary>What a workspace's contacts are read by, whoever writes of them.</summary>
/// <param name="CustomFields">Declared fields; in a file one that isn't among them is text.</param>
/// <param name="Today">In the workspace's zone.</param>
/// <param name="Homes">Where phone numbers without a country code are from.</param>
public sealed record ContactTerms(IReadOnlyDictionary<string, FieldType> CustomFields, DateOnly Today, HomeCountries Homes)
{
    /// <summary>The contact that is written of, as it is, where that is known.</summary>
    public Contact? Known { get; init; }

    public static ContactTerms Of(Workspace workspace, OutletDirectory outlets, TimeProvider clock) =>
        new(workspace.CustomFields, LocalDay.In(workspace, clock), new HomeCountries(workspace, outlets));

    /// <summary>The country that a phone number of the draft is from when it has no country code.</summary>
    public string? CountryOf(ContactDraft draft) => Homes.Of(
        draft.TextOf(ContactFields.Country, Known) ?? draft.TextOf(ContactFields.Region, Known)?[..2],
        draft.TextOf(ContactFields.Outlet, Known));
}
