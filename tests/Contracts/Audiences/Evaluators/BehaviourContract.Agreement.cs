using System.Text;
using System.Text.Json;
using ActiveReach.Audiences;
using ActiveReach.Audiences.Behaviour;
using ActiveReach.Audiences.Contacts;
using ActiveReach.Audiences.Expressions;
using ActiveReach.Ids;
using FsCheck;
using FsCheck.Fluent;
using static Contracts.Audiences.SomeContact;

namespace Contracts.Audiences.Evaluators;

/// <summary>The store and memory give the same answer for any expression and any contact with any past.</summary>
public abstract partial class BehaviourContract
{
    protected virtual int People => 120;

    protected virtual int Trees => 400;

    [Fact]
    public async Task Evaluators_agree_on_random_trees_and_contacts()
    {
        var people = new List<Contact>();
        foreach (var draft in RandomAudience.Drafts.Sample(People, 10))
            people.Add((await Contacts.SaveAsync(Shop, draft, Api)).Contact);
        await ChangeSomeAsync(people);

        // People share addresses, and what one refuses holds for the others.
        people = [.. await Contacts.ReadAsync(Shop.Id, [.. people.Select(person => person.Id)])];
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

        Assert.Equal(People * Trees, pairs);
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
            people[index] = await Contacts.ChangeAsync(Shop, people[index].Id, change, null, Api);
        }
    }

    private async Task<List<ContactFacts>> WithPastAsync(List<Contact> people)
    {
        (string Run, DateTimeOffset? Completed)[] runs = [("cmp_a.1", Noon.AddDays(-3)), ("cmp_a.2", null), ("cmp_b.1", Noon), ("cmp_b.2", Noon.AddMilliseconds(1))];
        var times = new Queue<DateTimeOffset>(RandomBehaviour.Times.Sample(People * 32, 10));
        var events = new Queue<(string Type, DateTimeOffset At, string? Content)>(RandomBehaviour.Events.Sample(People * 4, 10));
        var chance = new Random(7);
        var all = new List<ContactFacts>();
        foreach (var person in people)
        {
            var (messages, happened, credited) = (new List<PastMessage>(), new List<PastEvent>(), new List<PastConversion>());
            for (var many = chance.Next(4); many > 0; many--)
            {
                var (run, completed) = runs[chance.Next(runs.Length)];
                messages.Add(Message(run, completed, Maybe(0.8), (LedgerState)chance.Next(9)) with { OpenedAt = Maybe(0.3), ClickedAt = Maybe(0.3), RepliedAt = Maybe(0.2), OptedOutAt = Maybe(0.1), HeldAt = Maybe(0.1) });
            }

            for (var many = chance.Next(3); many > 0; many--)
                credited.Add(new PastConversion(new RunId(runs[chance.Next(runs.Length)].Run).Campaign, times.Dequeue()));
            for (var many = chance.Next(5); many > 0 && events.TryDequeue(out var one); many--)
                happened.Add(new PastEvent(one.Type, one.At, one.Content is { } json ? JsonElement.Parse(json) : null));
            all.Add(new ContactFacts(person, await GiveAsync(person.Id, new ContactHistory(messages, happened, credited))));
        }

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
        var page = (await Audiences.PageAsync(audience, default, People + 1)).Select(person => person.Id).ToList();
        Assert.Equal(page.Count, (await Audiences.PreviewAsync(audience, [])).Total);
        return page;
    }
}
