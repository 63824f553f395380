using ActiveReach.Access;
using System.Net;
using ActiveReach.Functions.Tests.Fixture;
using ActiveReach.Functions.Tests.Outlets;

namespace ActiveReach.Functions.Tests.Campaigns;

/// <summary>From whom a campaign may write.</summary>
public sealed class SenderTests(CampaignApp fixture) : IClassFixture<CampaignApp>
{
    private const string Settings = "/api/workspaces/demo/settings";
    private readonly RunningApp app = fixture.App;

    [Theory]
    [InlineData("sms", "+18005559999", "unknown_sender")]
    [InlineData("sms", "BANK", "unknown_sender")]
    [InlineData("sms", "12345", "unknown_sender")]
    [InlineData("sms", "A name far too long", "invalid_sender")]
    [InlineData("sms", "hello@demo.example", "invalid_sender")]
    [InlineData("sms", "+18005550100\n", "invalid_sender")]
    [InlineData("sms", "", "invalid_sender")]
    [InlineData("sms", " +18005550100", "invalid_sender")]
    [InlineData("email", "ceo@bank.example", "unknown_sender")]
    [InlineData("email", "+18005550100", "invalid_sender")]
    [InlineData("email", "Demo <hello@demo.example>", "invalid_sender")]
    [InlineData("email", "hello@demo.example\r\nBcc: all@people.example", "invalid_sender")]
    [InlineData("email", "hello@demo.example\u2028x", "invalid_sender")]
    [InlineData("email", "hello@demo.example,ceo@bank.example", "invalid_sender")]
    [InlineData("whatsapp", "+18005550199", "unknown_sender")]
    [InlineData("whatsapp", "Shop", "invalid_sender")]
    [InlineData("rcs", "My shop", "invalid_sender")]
    [InlineData("rcs", "shop_agent", "unknown_sender")]
    [InlineData("push", "Shop", "unknown_sender")]
    [InlineData("in_app", "Sh\u0000op", "invalid_value")]
    public async Task Nobody_invents_a_sender(string channel, string sender, string code)
    {
        foreach (var client in new[] { app.Viewer, app.Sender, app.Admin })
        {
            var refused = await client.PostJsonAsync(CampaignSteps.Route, new { name = "Launch", channels = new[] { new { channel, sender } } });
            Assert.Equal((HttpStatusCode.BadRequest, code), (refused.Status, refused.Json.GetProperty("errors")[0].GetProperty("code").GetString()));
            Assert.Equal(["channels[0].sender"], refused.ProblemPaths);
        }
    }

    [Fact]
    public async Task A_campaign_chooses_among_the_senders_of_settings_and_outlets()
    {
        await app.OutletAsync(new { name = "Pune", senders = new { sms = "PUNESHOP", email = "pune@demo.example" } });
        Assert.Equal(HttpStatusCode.Created, (await app.Viewer.PostJsonAsync(CampaignSteps.Route, With("sms", "PUNESHOP"))).Status);
        Assert.Equal(HttpStatusCode.Created, (await app.Viewer.PostJsonAsync(CampaignSteps.Route, With("email", "Pune@demo.example"))).Status);
        Assert.Equal(HttpStatusCode.Created, (await app.Viewer.PostJsonAsync(CampaignSteps.Route, With("email", "hello@demo.example"))).Status);
        Assert.Equal(["channels[0].sender"], (await app.Viewer.PostJsonAsync(CampaignSteps.Route, With("email", "PUNESHOP"))).ProblemPaths);
    }

    [Fact]
    public async Task A_sender_of_another_workspace_is_not_to_be_had()
    {
        var (_, key) = await app.Get<CreateWorkspace>().RunAsync("Neighbour", "boss@neighbour.example");
        await app.As(key).PatchJsonAsync("/api/workspaces/neighbour/settings", new { senders = new { sms = "+18005550777" } });

        var refused = await app.Admin.PostJsonAsync(CampaignSteps.Route, With("sms", "+18005550777"));

        Assert.Equal("taken", refused.Json.GetProperty("errors")[0].GetProperty("code").GetString());
    }

    [Fact]
    public async Task A_sender_that_was_given_up_sends_nothing_more()
    {
        await app.Admin.PatchJsonAsync(Settings, new { senders = new { sms = "+18005550123" } });
        var id = await app.Sender.DraftAsync(With("sms", "+18005550123"));
        await app.Admin.PatchJsonAsync(Settings, new { senders = new { sms = "+18005550100" } });

        var submitted = await app.Sender.MoveAsync(id, "submit");
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "channels[0].sender"), (submitted.Status, submitted.ProblemPaths[0]));
        var test = await app.Sender.PostJsonAsync($"{CampaignSteps.Route}/{id}/test", new { });
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "channels[0].sender"), (test.Status, test.ProblemPaths[0]));
    }

    [Theory]
    [InlineData("Asha\r\nBcc: all@people.example")]
    [InlineData("Asha\nBcc: all@people.example")]
    [InlineData("Asha\rBcc: all@people.example")]
    [InlineData("Asha\u0085Bcc: all@people.example")]
    [InlineData("Asha\u2028Bcc: all@people.example")]
    [InlineData("Asha\u000bBcc: all@people.example\u000c\t\u001f")]
    public async Task What_stands_in_a_contact_makes_no_header(string value)
    {
        await app.Admin.PatchJsonAsync(Settings, """{"customFields":{"motto":"text"}}""");
        var made = await app.Admin.PostJsonAsync("/api/workspaces/demo/contacts", new { externalId = $"c{Math.Abs(value.GetHashCode(StringComparison.Ordinal))}", email = $"a{value.Length}{(int)value[4]}@people.example", custom = new { motto = value } });
        if (made.Status is HttpStatusCode.BadRequest)
        {
            // Stopped at the door.
            Assert.Equal(["custom.motto"], made.ProblemPaths);
            return;
        }

        var id = await app.Sender.DraftAsync(new
        {
            name = "Launch",
            channels = new[] { new { channel = "email" } },
            variants = new[] { new { id = "A", content = new { email = new { subject = "For {{custom.motto}} {{default custom.motto 'you'}}", text = "Hi" } } } },
        });

        var preview = await app.Viewer.GetJsonAsync($"{CampaignSteps.Route}/{id}/preview?contact={made.Text("id")}");

        Assert.DoesNotContain(preview.Text("subject"), each => char.IsControl(each) || each is '\u2028' or '\u2029');
        Assert.Contains("Bcc:", preview.Text("subject"), StringComparison.Ordinal);
    }

    private static object With(string channel, string sender) => new
    {
        name = "Launch",
        audience = new { },
        channels = new[] { new { channel, sender } },
        variants = new[] { new { id = "A", content = new { sms = new { text = "Hi" } } } },
        schedule = new { kind = "at", at = "2030-12-01T10:00" },
    };
}
