using System.Text.Json;
using ActiveReach.Audiences;
using ActiveReach.Audiences.Contacts;
using ActiveReach.Audiences.Segments;
using ActiveReach.Consent;
using ActiveReach.Inputs;
using ActiveReach.Outlets;
using ActiveReach.Values;
using ActiveReach.Workspaces;
using Contracts.Documents;
using Microsoft.Extensions.Time.Testing;

namespace Contracts.Audiences;

/// <summary>What the tests of audiences don't talk about.</summary>
public static class SomeContact
{
    public static readonly DateTimeOffset Noon = new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);

    public static readonly DateOnly Today = new(2026, 3, 2);

    public static readonly ContactOrigin Api = new("api", Noon);

    public static readonly Workspace Shop = new Workspace { Id = new WorkspaceId("shop"), Name = "Shop" }
        .With(new ConsentDefaults { DefaultConsent = ConsentState.OptedIn })
        .With(new FieldSettings
        {
            CustomFields = new Dictionary<string, FieldType>
            {
                ["plan"] = FieldType.Text,
                ["points"] = FieldType.Number,
                ["joined"] = FieldType.Date,
                ["vip"] = FieldType.Boolean,
                ["likes"] = FieldType.List,
            },
        });

    public static readonly Workspace Other = Shop with { Id = new WorkspaceId("other") };

    /// <summary>A draft out of the JSON of the contract.</summary>
    public static ContactDraft Draft(string json)
    {
        var input = InputValue.Of(JsonElement.Parse(json));
        var draft = JsonContact.Read(input, ContactTerms.Of(Shop, OutletDirectory.Empty, Clock));
        Assert.Empty(input.Problems);
        return draft;
    }

    /// <summary>A clock that stands at noon.</summary>
    public static TimeProvider Clock => new FakeTimeProvider(Noon);

    /// <summary>The moment at which everything here happens.</summary>
    public static readonly Moment Now = new(Noon, Today);

    /// <summary>An audience as it is asked for at that moment, where no segment is saved.</summary>
    public static Task<ResolvedAudience> ResolvedAsync(Audience audience) => new ResolveAudience(new SavedSegments(new MemoryDocuments()), Clock).NowAsync(audience, Shop);

    public static Audience Where(string json) => new() { Where = JsonDocument.Parse(json).RootElement };
}
