using System.Globalization;
using System.Text.Json;
using ActiveReach.Azure.Audiences.Items;
using ActiveReach.Channels;
using ActiveReach.Consent;
using ActiveReach.Ids;
using ActiveReach.Workspaces;
using Microsoft.Azure.Cosmos;

namespace ActiveReach.Azure.Audiences.Contacts;

/// <summary>A change of what a contact has said: channels that changed together, written with the contact.</summary>
internal sealed record ConsentWord : Item
{
    public ContactId Of { get; init; }

    /// <summary>Sorts by the version of the contact, and in it by the order of writing.</summary>
    public string Place { get; init; } = "";

    public ChannelSet Channels { get; init; }

    public ConsentState State { get; init; }

    public ConsentEvidence? Evidence { get; init; }

    /// <summary>Where it is about one topic only.</summary>
    public string? Topic { get; init; }

    public ItemPlace PlaceIn(WorkspaceId workspace) => ContactPlaces.OfWord(workspace, Of, Place);
}

/// <summary>The history of consents.</summary>
internal static class ConsentWords
{
    /// <summary>One word for each state that channels have come to.</summary>
    /// <param name="version">That the contact is written with.</param>
    public static IEnumerable<ConsentWord> Of(
        ContactId contact, long version, PerChannel<ConsentState> before, PerChannel<ConsentState> after, ConsentEvidence evidence, string? topic = null) =>
        from state in Enum.GetValues<ConsentState>()
        let channels = after.Where(state).Except(before.Where(state))
        where !channels.IsEmpty
        select new ConsentWord
        {
            Of = contact,
            Place = string.Create(CultureInfo.InvariantCulture, $"{contact.Value}.{version:D10}.{topic}.{(int)state}"),
            Channels = channels,
            State = state,
            Evidence = evidence,
            Topic = topic,
        };

    /// <summary>Newest first.</summary>
    public static async Task<List<ConsentWord>> ReadAsync(Container contacts, WorkspaceId workspace, ContactId contact, CancellationToken cancellation)
    {
        var query = new QueryDefinition("SELECT * FROM c WHERE c.of = @of ORDER BY c.place DESC").WithParameter("@of", contact.Value);
        var words = new List<ConsentWord>();
        await foreach (var word in contacts.AskAsync(ContactPlaces.Of(workspace, contact).Partition, query, cancellation: cancellation))
            words.Add(word.Deserialize<ConsentWord>(ItemJson.Options)!);
        return words;
    }
}
