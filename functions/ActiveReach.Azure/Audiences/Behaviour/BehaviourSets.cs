using System.Runtime.InteropServices;
using System.Text.Json;
using ActiveReach.Audiences;
using ActiveReach.Audiences.Behaviour;
using ActiveReach.Audiences.Contacts;
using ActiveReach.Audiences.Expressions;
using ActiveReach.Azure.Accounts;
using ActiveReach.Azure.Audiences.Items;
using ActiveReach.Ids;
using ActiveReach.Problems;
using ActiveReach.Workspaces;
using Microsoft.Azure.Cosmos;

namespace ActiveReach.Azure.Audiences.Behaviour;

/// <summary>Whom the conditions on behaviour of an audience are true of: each a set of contacts, that is read once and asked for each page.</summary>
internal sealed class BehaviourSets
{
    private readonly Dictionary<Expression, ContactSet> sets = new(ReferenceEqualityComparer.Instance);

    public static BehaviourSets None { get; } = new();

    public ContactSet this[Expression condition] => sets[condition];

    public static bool IsAskedBy(ResolvedAudience audience) => audience.Who?.Leaves().Any(leaf => leaf is DidCondition or EventCondition) is true;

    /// <param name="number">The workspace's.</param>
    /// <param name="deeds">Null where there are none: what is asked of them is refused.</param>
    public static async Task<BehaviourSets> ReadAsync(CosmosAccount account, IDeeds? deeds, ResolvedAudience audience, long number, CancellationToken cancellation)
    {
        var read = new BehaviourSets();
        foreach (var condition in audience.Who!.Leaves().Where(leaf => leaf is DidCondition or EventCondition))
        {
            var set = new ContactSet(number);
            var people = condition is DidCondition did
                ? await (deeds ?? throw Unknown(did)).WhoAsync(audience.Workspace.Id, did, audience.AsOf, cancellation)
                : await WhoAsync(account, audience.Workspace.Id, (EventCondition)condition, audience.AsOf, cancellation);
            foreach (var contact in people)
                set.Add(contact);
            read.sets[condition] = set;
        }

        return read;
    }

    /// <summary>Whether the audience's expression is true of the contact.</summary>
    public bool Fits(ResolvedAudience audience, Contact contact) =>
        audience.Who?.IsTrueOf(contact, audience.AsOf, behaviour => sets[behaviour].Contains(contact.Id)) is not false;

    /// <summary>How many events of theirs fit the store counts, unless their content is asked for: that is looked at here.</summary>
    private static async Task<IReadOnlyCollection<ContactId>> WhoAsync(CosmosAccount account, WorkspaceId workspace, EventCondition condition, Moment moment, CancellationToken cancellation)
    {
        var list = new ItemList(account.Events, Slices.Of(workspace), "c.place").Where("IS_DEFINED(c.contact)").Where("c.type = @", condition.Type)
            .Where("c.at >= @", condition.Within is null ? null : moment.Since(condition.Within)).Where("c.at <= @", moment.Milliseconds);
        var counts = new Dictionary<long, long>();
        var answers = condition.Where is null
            ? list.EachAsync("c.contact, COUNT(1) AS many", "c.contact", cancellation)
            : list.EachAsync("c.contact, c.content", groups: null, cancellation);
        await foreach (var answer in answers)
        {
            if (condition.Where is null || condition.Fits(ContentOf(answer)))
                CollectionsMarshal.GetValueRefOrAddDefault(counts, answer.GetProperty("contact").GetInt64(), out _) += condition.Where is null ? answer.GetProperty("many").GetInt64() : 1;
        }

        return [.. counts.Where(each => each.Value >= condition.AtLeast).Select(each => new ContactId(each.Key))];
    }

    private static JsonElement? ContentOf(JsonElement answer) => answer.TryGetProperty("content", out var content) ? JsonElement.Parse(content.GetString()!) : null;

    private static InvalidInputException Unknown(DidCondition did) => new(
        "audience", "not_available", $"The audience asks for who {did.Deed.ToString().ToLowerInvariant()} messages, and the ledger can't be asked for that here. Leave that condition out, or give those people a tag and ask for it.");
}
