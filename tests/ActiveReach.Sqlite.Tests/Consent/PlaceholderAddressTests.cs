using ActiveReach.Audiences.Contacts;
using ActiveReach.Channels;
using ActiveReach.Consent;
using ActiveReach.Ids;
using ActiveReach.Sqlite.Audiences.Contacts;
using ActiveReach.Sqlite.Consent;
using ActiveReach.Workspaces;

namespace ActiveReach.Sqlite.Tests.Consent;

/// <summary>Contacts who share an address, as a placeholder of a shop's till.</summary>
public sealed class PlaceholderAddressTests : IDisposable
{
    private const string Placeholder = "none@shop.example";
    private static readonly Workspace Shop = new Workspace { Id = new WorkspaceId("shop"), Name = "Shop" }.With(new ConsentDefaults { DefaultConsent = ConsentState.OptedIn });
    private static readonly DateTimeOffset Noon = new(2026, 12, 1, 12, 0, 0, TimeSpan.Zero);
    private readonly TemporaryProduct product = new();

    private SqliteContactStore Contacts => new(product.Database);

    private SqliteConsentStore Consents => new(product.Database);

    public void Dispose() => product.Dispose();

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task A_no_holds_for_everybody_with_the_address_whoever_else_says_what(int seed)
    {
        var random = new Random(seed);
        var people = new List<ContactId>();
        for (var number = 0; number < 5; number++)
            people.Add(await AddAsync(number));
        var (refused, onNews) = (new HashSet<ContactId>(), new HashSet<ContactId>());
        for (var step = 0; step < 60; step++)
        {
            if (random.Next(10) == 0)
                people.Add(await AddAsync(100 + step));
            var who = people[random.Next(people.Count)];
            var state = random.Next(3) == 0 ? ConsentState.OptedIn : ConsentState.OptedOut;
            var said = new Dictionary<Channel, ConsentState> { [Channel.Email] = state };
            var isNews = random.Next(2) == 0;
            await Consents.SetAsync(
                Shop.Id, who, isNews ? [] : said, new ConsentEvidence("api", Noon.AddMinutes(step)), isNews ? new Dictionary<string, IReadOnlyDictionary<Channel, ConsentState>> { ["news"] = said } : null);
            var those = isNews ? onNews : refused;
            if (state is ConsentState.OptedOut)
                those.Add(who);
            else
                those.Remove(who);
            foreach (var each in people)
            {
                var contact = (await Contacts.FindAsync(Shop.Id, each))!;
                Assert.Equal((each, step, refused.Any(other => other != each)), (each, step, contact.IsRefusedOn(Channel.Email)));
                Assert.Equal((each, step, onNews.Any(other => other != each)), (each, step, contact.RefusedTopics.ContainsKey("news")));
            }
        }
    }

    private async Task<ContactId> AddAsync(int number) => (await Contacts.SaveAsync(
        Shop,
        new ContactDraft { [ContactFields.ExternalId] = $"till{number}", [ContactFields.Email] = Placeholder },
        new ContactOrigin("api", Noon))).Contact.Id;
}
