using System.Runtime.InteropServices;
using ActiveReach.Audiences;
using ActiveReach.Audiences.Contacts;
using ActiveReach.Outlets;

namespace ActiveReach.Azure.Audiences;

/// <summary>What planning and sending know of a contact.</summary>
internal static class RecipientOf
{
    /// <param name="outlets">Tell the names of outlets; null where there are none.</param>
    public static Recipient Contact(Contact contact, OutletDirectory? outlets)
    {
        var values = new object?[ContactFields.All.Length];
        foreach (var field in Recipient.Fields)
            values[field.Place] = contact[field];
        return new Recipient
        {
            Id = contact.Id,
            Values = ImmutableCollectionsMarshal.AsImmutableArray(values),
            OutletName = contact.Outlet is { } outlet ? outlets?.NameOf(outlet) : null,
            AtOutlet = contact.Outlet is { } at ? outlets?.OfId(at) : null,
            Custom = contact.Custom.ToDictionary(field => field.Key, field => (object?)field.Value, StringComparer.Ordinal),
            Consents = contact.Consents,
            Topics = contact.Topics,
            HasDevice = contact.Devices > 0,
            SuppressedChannels = contact.SuppressedChannels,
            HeldChannels = contact.HeldChannels,
            RefusedChannels = contact.RefusedChannels,
            RefusedTopics = contact.RefusedTopics,
        };
    }
}
