using ActiveReach.Audiences;
using ActiveReach.Audiences.Contacts;
using ActiveReach.Audiences.Expressions;
using ActiveReach.Sqlite.Audiences;
using FsCheck;
using FsCheck.Fluent;
using static ActiveReach.Sqlite.Tests.Audiences.SomeContact;

namespace ActiveReach.Sqlite.Tests.Audiences;

/// <summary>SQLite and memory give the same answer for any expression and any contact.</summary>
public sealed class EvaluatorAgreementTests : IDisposable
{
    private const int People = 150;
    private const int Trees = 300;

    private readonly TemporaryProduct product = new();

    public void Dispose() => product.Dispose();

    [Fact]
    public async Task Evaluators_agree_on_random_trees_and_contacts()
    {
        var people = new List<Contact>();
        foreach (var draft in RandomAudience.Drafts.Sample(People, 10))
            people.Add((await product.Contacts.SaveAsync(Shop, draft, Api)).Contact);
        await ChangeSomeAsync(people);

        var pairs = 0;
        foreach (var tree in RandomAudience.Trees.Sample(Trees, 30))
        {
            var expected = people.Where(person => tree.IsTrueOf(person, Today)).Select(person => person.Id).Order().ToList();
            Assert.True(expected.SequenceEqual(Ask(tree)), $"{tree}\n memory: {string.Join(' ', expected)}\n sqlite: {string.Join(' ', Ask(tree))}");
            pairs += people.Count;
        }

        Assert.True(pairs >= 10_000, $"Only {pairs} pairs were compared.");
    }

    /// <summary>What was replaced must leave no trace in the indexes.</summary>
    private async Task ChangeSomeAsync(List<Contact> people)
    {
        var changes = RandomAudience.Drafts.Sample(people.Count, 10).ToArray();
        for (var index = 0; index < people.Count; index += 3)
        {
            var change = changes[index];
            change.ExternalId = default;
            people[index] = await product.Contacts.ChangeAsync(Shop, people[index].Id, change, null, Api);
        }
    }

    private List<ContactId> Ask(Expression tree) => product.Database.Read(session =>
    {
        var key = WorkspaceKeys.Find(session, Shop.Id)!.Value;
        var filter = AudienceFilter.Of(new ResolvedAudience(Shop, tree, Now));
        return session.Once($"SELECT id FROM contacts WHERE {filter.Sql} ORDER BY id", rows =>
        {
            filter.Bind(rows, key, key.Before, key.Last);
            var ids = new List<ContactId>();
            while (rows.Step())
                ids.Add(new ContactId(rows.GetInt64(0)));
            return ids;
        });
    });
}
