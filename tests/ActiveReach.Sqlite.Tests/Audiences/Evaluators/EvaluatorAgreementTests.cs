using System.Text;
using ActiveReach.Audiences;
using ActiveReach.Audiences.Behaviour;
using ActiveReach.Audiences.Contacts;
using ActiveReach.Audiences.Expressions;
using ActiveReach.Campaigns;
using ActiveReach.Ids;
using ActiveReach.Sqlite.Audiences;
using FsCheck;
using FsCheck.Fluent;
using Contracts.Audiences.Evaluators;
using static Contracts.Audiences.SomeContact;

namespace ActiveReach.Sqlite.Tests.Audiences.Evaluators;

/// <summary>SQLite and memory give the same answer for any expression and any contact with any past.</summary>
public sealed class EvaluatorAgreementTests : IDisposable
{
    private const int People = 120;
    private const int Trees = 400;

    private readonly TemporaryProduct product = new();

    public void Dispose() => product.Dispose();

    [Fact]
    public async Task Evaluators_agree_on_random_trees_and_contacts()
    {
        var people = new List<Contact>();
        foreach (var draft in RandomAudience.Drafts.Sample(People, 10))
            people.Add((await product.Contacts.SaveAsync(Shop, draft, Api)).Contact);
        await ChangeSomeAsync(people);

        // People share addresses, and what one refuses holds for the others.
        people = [.. await product.Contacts.ReadAsync(Shop.Id, [.. people.Select(person => person.Id)])];
        var all = await WithPastAsync(people);

        var (pairs, yes) = (0, 0);
        foreach (var tree in RandomAudience.Trees(RandomBehaviour.OfContactsAndDeeds).Sample(Trees, 30).Select(WithSegments))
        {
            var found = (await AskAsync(tree)).ToHashSet();
            if (all.Find(one => tree.IsTrueOf(one, Now) != found.Contains(one.Contact.Id)) is { } odd)
                Assert.Fail(await ExplainAsync(tree, odd));
            pairs += all.Count;
            yes += found.Count;
        }

        Assert.True(pairs >= 10_000, $"Only {pairs} pairs were compared.");
        Assert.InRange(yes, pairs / 20, pairs * 19 / 20);
    }

    /// <summary>What was replaced must leave no trace in the indexes.</summary>
    private async Task ChangeSomeAsync(List<Contact> people)
    {
        var changes = RandomAudience.Drafts.Sample(people.Count, 10).ToArray();
        for (var index = 0; index < people.Count; index += 3)
        {
            var change = changes[index];
            change.Withdraw(ContactFields.ExternalId);
            people[index] = await product.Contacts.ChangeAsync(Shop, people[index].Id, change, null, Api);
        }
    }

    private async Task<List<ContactFacts>> WithPastAsync(List<Contact> people)
    {
        var past = new PastDeeds(product.Database);
        var goal = new ConversionGoal { Event = "order_placed", Window = TimeSpan.FromDays(1) };
        long[] runs =
        [
            await past.RunAsync("cmp_a", 1, Noon.AddDays(-3), goal), await past.RunAsync("cmp_a", 2, completedAt: null), await past.RunAsync("cmp_b", 1, Noon, goal),
            await past.RunAsync("cmp_b", 2, Noon.AddMilliseconds(1), goal with { Event = "cart_abandoned", Window = TimeSpan.FromDays(60) }),
        ];
        var times = new Queue<DateTimeOffset>(RandomBehaviour.Times.Sample(People * 32, 10));
        var events = new Queue<(string Type, DateTimeOffset At, string? Content)>(RandomBehaviour.Events.Sample(People * 4, 10));
        var chance = new Random(7);
        foreach (var person in people)
        {
            for (var messages = chance.Next(4); messages > 0; messages--)
                await past.MessageAsync(runs[chance.Next(runs.Length)], person.Id, Maybe(0.8), Maybe(0.3), Maybe(0.3), Maybe(0.2), Maybe(0.1), Maybe(0.1), (LedgerState)chance.Next(9));
            for (var credited = chance.Next(3); credited > 0; credited--)
                await past.ConversionAsync(runs[chance.Next(runs.Length)], person.Id, times.Dequeue());
            for (var happened = chance.Next(5); happened > 0 && events.TryDequeue(out var one); happened--)
                await past.EventAsync(one.Type, person.Id, one.At, one.Content);
        }

        var history = new SqliteContactHistory(product.Database);
        var all = new List<ContactFacts>();
        foreach (var person in people)
            all.Add(new ContactFacts(person, await history.ReadAsync(Shop.Id, person.Id)));
        return all;

        DateTimeOffset? Maybe(double share) => chance.NextDouble() < share ? times.Dequeue() : null;
    }

    /// <summary>Puts parts of a tree through a segment and back, as a saved one would come.</summary>
    private static Expression WithSegments(Expression tree) => tree is AllOf { Terms.Count: > 1 } all
        ? new AllOf([new InSegment("seg_first", ""), .. all.Terms.Skip(1)]).With(_ => all.Terms[0])
        : tree;

    /// <summary>The smallest part of the tree that the evaluators don't agree on, and all that is known of the contact.</summary>
    private async Task<string> ExplainAsync(Expression tree, ContactFacts odd)
    {
        var smallest = tree;
        while (await DisagreeingPartAsync(smallest, odd) is { } part)
            smallest = part;
        var text = new StringBuilder("The evaluators don't agree on ").Append(smallest).Append(" of ").Append(odd.Contact);
        foreach (var message in odd.History.Messages)
            text.Append("\n  ").Append(message);
        foreach (var one in odd.History.Events)
            text.Append("\n  ").Append(one);
        return text.Append("\n in memory: ").Append(smallest.IsTrueOf(odd, Now)).ToString();
    }

    private async Task<Expression?> DisagreeingPartAsync(Expression tree, ContactFacts odd)
    {
        IReadOnlyList<Expression> parts = tree switch { AllOf all => all.Terms, AnyOf any => any.Terms, NotOf not => [not.Term], _ => [] };
        foreach (var part in parts)
        {
            if (part.IsTrueOf(odd, Now) != (await AskAsync(part)).Contains(odd.Contact.Id))
                return part;
        }

        return null;
    }

    private async Task<IReadOnlyList<ContactId>> AskAsync(Expression tree)
    {
        var audience = new ResolvedAudience(Shop, tree, Now);
        var page = (await product.Audiences.PageAsync(audience, default, People + 1)).Select(person => person.Id).ToList();
        Assert.Equal(page.Count, (await product.Audiences.PreviewAsync(audience, [])).Total);
        return page;
    }
}
