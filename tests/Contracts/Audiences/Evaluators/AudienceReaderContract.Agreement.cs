using ActiveReach.Audiences;
using ActiveReach.Audiences.Behaviour;
using ActiveReach.Audiences.Contacts;
using ActiveReach.Audiences.Expressions;
using ActiveReach.Ids;
using FsCheck;
using FsCheck.Fluent;
using static Contracts.Audiences.SomeContact;

namespace Contracts.Audiences.Evaluators;

/// <summary>The store and memory give the same answer for any expression over any contact, whatever was changed before.</summary>
public abstract partial class AudienceReaderContract
{
    private const int People = 60;
    private const int RandomTrees = 60;

    [Fact]
    public async Task The_store_agrees_with_memory_on_random_trees_and_contacts()
    {
        var ids = new List<ContactId>();
        foreach (var draft in RandomAudience.Drafts.Sample(People, 10))
            ids.Add((await Contacts.SaveAsync(Shop, draft, Api)).Contact.Id);
        foreach (var (change, id) in RandomAudience.Drafts.Sample(People, 10).Zip(ids).Where((_, index) => index % 3 == 0))
        {
            change.Withdraw(ContactFields.ExternalId);
            await Contacts.ChangeAsync(Shop, id, change, null, Api);
        }

        // People share addresses, and what one refuses holds for the others.
        var all = await Contacts.ReadAsync(Shop.Id, ids);
        var yes = 0;
        foreach (var tree in RandomAudience.Trees(RandomAudience.Conditions).Sample(RandomTrees, 30))
        {
            var found = (await AskAsync(tree)).ToHashSet();
            if (all.FirstOrDefault(one => tree.IsTrueOf(ContactFacts.Of(one), Now) != found.Contains(one.Id)) is { } odd)
                Assert.Fail(await ExplainAsync(tree, odd));
            yes += found.Count;
        }

        Assert.InRange(yes, People * RandomTrees / 20, People * RandomTrees * 19 / 20);
    }

    /// <summary>The smallest part of the tree that the evaluators don't agree on.</summary>
    private async Task<string> ExplainAsync(Expression tree, Contact odd)
    {
        IReadOnlyList<Expression> parts = tree switch { AllOf all => all.Terms, AnyOf any => any.Terms, NotOf not => [not.Term], _ => [] };
        foreach (var part in parts)
        {
            if (part.IsTrueOf(ContactFacts.Of(odd), Now) != (await AskAsync(part)).Contains(odd.Id))
                return await ExplainAsync(part, odd);
        }

        return $"The evaluators don't agree on {tree} of {odd}; in memory: {tree.IsTrueOf(ContactFacts.Of(odd), Now)}";
    }

    private async Task<IReadOnlyList<ContactId>> AskAsync(Expression tree)
    {
        var audience = new ResolvedAudience(Shop, tree, Now);
        var page = (await Audiences.PageAsync(audience, default, People + 1)).Select(person => person.Id).ToList();
        Assert.Equal(page.Count, (await Audiences.PreviewAsync(audience, [])).Total);
        return page;
    }
}
