using System.Text.Json;
using ActiveReach.Channels;
using ActiveReach.Consent;

namespace ActiveReach.Functions.Audiences;

/// <summary>What a caller may say of a contact; at least one of externalId, phone and email says who it is. Beside these the
/// built-in fields of <see cref="ActiveReach.Audiences.Contacts.ContactFields"/>.</summary>
/// <param name="Custom">By name of the field.</param>
/// <param name="Consent">By channel: <c>opted_in</c>, <c>opted_out</c> or <c>unknown</c>.</param>
[ContactMembers]
public sealed record ContactInput(
    IReadOnlyDictionary<string, JsonElement>? Custom = null,
    IReadOnlyDictionary<Channel, ConsentState>? Consent = null);
