using System.Net.Http.Json;
using System.Text.Json.Nodes;
using ActiveReach.Stories.Client;

namespace ActiveReach.Stories.Entries;

/// <summary>Campaigns that another system fires.</summary>
public sealed class FiredCampaignTests
{
    [Fact]
    public async Task A_call_sends_the_message_with_what_it_says()
    {
        await using var story = await StoryAsync(3);
        var campaign = await story.StandAsync(Standing.Api());
        var fired = await story.FireAsync(campaign, "c1", new { order = "A-7" });
        Assert.Equal((1, 0), ((int)fired["accepted"]!, fired["refused"]!.AsArray().Count));

        await Witness.UntilAsync(story.Outbox, 1);
        Assert.StartsWith("Hi Asha1, your order A-7 is ready.", story.BodiesOf(campaign).Single());
        Assert.Equal(1, await story.RecipientsAsync(campaign));
        var stands = await story.Api.UntilAsync($"campaigns/{campaign}/fires/{fired["id"]}", answer => (string)answer["items"]![0]!["state"]! is "handed" or "delivered");
        Assert.Equal(("sms", 1), ((string)stands["items"]![0]!["channel"]!, (int)stands["accepted"]!));
        var shown = await story.Api.UntilAsync($"campaigns/{campaign}", answer => (string)answer["statusReason"]! == "Standing: nobody waits.");
        Assert.Equal(("active", "Standing"), ((string)shown["status"]!, (string)shown["statusLabel"]!));
        Assert.Contains("pause", shown["allowed"]!.AsArray().Select(move => (string)move!));
    }

    [Fact]
    public async Task A_contact_gets_as_many_messages_as_there_are_calls_and_one_for_a_call_that_is_repeated()
    {
        await using var story = await StoryAsync(1);
        var campaign = await story.StandAsync(Standing.Api());
        var answers = new List<string>();
        foreach (var key in new[] { "first", "second", "first", "second", "first" })
            answers.Add(await FireWithKeyAsync(story, campaign, key));

        await Witness.UntilAsync(story.Outbox, 2);
        await story.AtRestAsync();
        Assert.Equal(2, story.BodiesOf(campaign).Count);
        Assert.Equal(2, answers.Distinct().Count());
        Assert.Equal(2, await story.RecipientsAsync(campaign));
    }

    [Fact]
    public async Task One_call_is_for_many_and_says_of_each_what_becomes_of_them()
    {
        await using var story = await StoryAsync(3);
        var campaign = await story.StandAsync(Standing.Api());
        var fired = await story.Sender.PostAsync($"campaigns/{campaign}/fire", new
        {
            contacts = new object[]
            {
                new { contact = new { externalId = "c1" }, data = new { order = 1 } },
                new { contact = new { externalId = "nobody" } },
                new { contact = new { phone = "+919800000002" }, data = new { order = 2 } },
                new { contact = new { email = "c1@example.com" } },
                new { contact = new { phone = "12" } },
                new { contact = new { externalId = "new", phone = "+919811111111", firstName = "Nila", createMissing = true }, data = new { order = 3 } },
            },
        });

        Assert.Equal(3, (int)fired["accepted"]!);
        Assert.Equal(["1 unknown_contact", "3 duplicate_contact", "4 invalid_value"], fired["refused"]!.AsArray().Select(each => $"{each!["index"]} {each["code"]}"));
        await Witness.UntilAsync(story.Outbox, 3);
        Assert.Equal(["Asha1 1", "Asha2 2", "Nila 3"], story.BodiesOf(campaign).Select(body => $"{body[3..body.IndexOf(',', StringComparison.Ordinal)]} {body.Split("order ")[1][0]}").Order());
        var stands = await story.Api.UntilAsync($"campaigns/{campaign}/fires/{fired["id"]}", answer => answer["items"]!.AsArray().Count(item => (string)item!["state"]! is "handed" or "delivered") == 3);
        Assert.Equal(["refused", "refused", "refused"], stands["items"]!.AsArray().Select(item => (string)item!["state"]!).Where(state => state == "refused"));
    }

    [Fact]
    public async Task Who_can_not_be_sent_to_has_a_reason()
    {
        await using var story = await StoryAsync(0);
        await story.Api.ImportAsync("external_id,first_name,phone,city,consent.sms\nout,Asha,+919800000001,Pune,opted_out\nin,Bina,+919800000002,Pune,opted_in\nelsewhere,Chand,+919800000003,Delhi,opted_in\n");
        var definition = Standing.Api();
        definition["audience"] = new { where = new { field = "city", op = "eq", value = "Pune" } };
        var campaign = await story.StandAsync(definition);
        foreach (var contact in new[] { "out", "in", "elsewhere" })
            await story.FireAsync(campaign, contact);

        await Witness.UntilAsync(story.Outbox, 1);
        var figures = await story.Api.UntilAsync($"campaigns/{campaign}/analytics", answer => (long)answer["recipients"]! == 3);
        Assert.Equal((1, 1), ((int)figures["skipped"]!["opted_out"]!, (int)figures["skipped"]!["not_in_audience"]!));
        Assert.StartsWith("Hi Bina", story.BodiesOf(campaign).Single());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_campaign_of_an_outlet_is_for_its_people_alone(bool saysAudience)
    {
        await using var story = await StoryAsync(0);
        foreach (var name in new[] { "Pune", "Delhi" })
            await story.Api.PostAsync("outlets", new { name });
        await story.Api.ImportAsync("external_id,first_name,phone,outlet,consent.sms\nhere,Bina,+919800000001,Pune,opted_in\nelsewhere,Chand,+919800000002,Delhi,opted_in\nnowhere,Dev,+919800000003,,opted_in\n");
        var definition = Standing.Api();
        definition["location"] = "Pune";
        if (saysAudience)
            definition["audience"] = new { };
        var campaign = await story.StandAsync(definition);
        foreach (var contact in new[] { "elsewhere", "nowhere", "here" })
            await story.FireAsync(campaign, contact);

        var figures = await story.Api.UntilAsync($"campaigns/{campaign}/analytics", answer => (long)answer["recipients"]! == 3 && answer.Outcomes() == 3);
        Assert.Equal(2, (int)figures["skipped"]!["not_in_audience"]!);
        await Witness.UntilAsync(story.Outbox, 1);
        Assert.StartsWith("Hi Bina", story.BodiesOf(campaign).Single());
    }

    [Fact]
    public async Task Only_a_campaign_that_stands_can_be_fired()
    {
        await using var story = await StoryAsync(1);
        var draft = await story.Sender.DraftAsync(Standing.Api());
        Assert.Equal(409, await RefusalAsync(() => story.FireAsync(draft, "c1")));

        var later = Standing.Api();
        later["schedule"] = new { kind = "standing", from = "2026-12-01", until = "2026-12-02" };
        var coming = await story.Sender.LaunchAsync(later);
        Assert.Equal(409, await RefusalAsync(() => story.FireAsync(coming, "c1")));
        Assert.StartsWith("Stands from 2026-1", (string)(await story.Api.GetAsync($"campaigns/{coming}"))["statusReason"]!);

        var campaign = await story.StandAsync(Standing.Api());
        Assert.Equal(422, await RefusalAsync(() => story.FireAsync(campaign, "nobody")));
        await story.Sender.PostAsync($"campaigns/{campaign}/cancel");
        Assert.Equal(409, await RefusalAsync(() => story.FireAsync(campaign, "c1")));
        Assert.Equal("cancelled", (string)(await story.Api.GetAsync($"campaigns/{campaign}"))["status"]!);
    }

    [Fact]
    public async Task The_plan_of_the_workspace_says_for_how_many_contacts_calls_may_fire()
    {
        await using var story = await StoryAsync(3);
        await story.Api.PatchAsync("settings", new { firedPerDay = 2 });
        var campaign = await story.StandAsync(Standing.Api());
        await story.FireAsync(campaign, "c1");
        await story.FireAsync(campaign, "c2");
        Assert.Equal(402, await RefusalAsync(() => story.FireAsync(campaign, "c3")));

        await story.Api.PatchAsync("settings", new { firedPerDay = (int?)null, apiCampaigns = false });
        Assert.Equal(402, await RefusalAsync(() => story.FireAsync(campaign, "c3")));
        await story.Api.PatchAsync("settings", new { apiCampaigns = true });
        await story.FireAsync(campaign, "c3");
    }

    [Fact]
    public async Task A_pause_holds_calls_until_the_campaign_is_resumed()
    {
        await using var story = await StoryAsync(2);
        var campaign = await story.StandAsync(Standing.Api());
        await story.FireAsync(campaign, "c1");
        await Witness.UntilAsync(story.Outbox, 1);
        await story.Sender.PostAsync($"campaigns/{campaign}/pause");
        await story.Api.UntilStatusAsync(campaign, "paused");
        await story.FireAsync(campaign, "c2");
        await story.AtRestAsync();
        Assert.Single(story.BodiesOf(campaign));

        await story.Sender.PostAsync($"campaigns/{campaign}/resume");
        await Witness.UntilAsync(story.Outbox, 2);
        Assert.Equal("active", (string)(await story.Api.GetAsync($"campaigns/{campaign}"))["status"]!);
    }

    [Fact]
    public async Task Each_day_has_a_run_of_its_own_with_its_own_figures_which_ends()
    {
        await using var story = await StoryAsync(3);
        var definition = Standing.Api();
        definition["schedule"] = new { kind = "standing", until = "2026-11-24" };
        var campaign = await story.StandAsync(definition);
        await story.FireAsync(campaign, "c1");
        await Witness.UntilAsync(story.Outbox, 1);
        await story.PassAsync(TimeSpan.FromDays(1));
        await story.FireAsync(campaign, "c1");
        await story.FireAsync(campaign, "c2");
        await Witness.UntilAsync(story.Outbox, 3);

        story.LetTimePass();
        await story.Api.UntilStatusAsync(campaign, "complete");
        var runs = (await story.Api.GetAsync($"campaigns/{campaign}/runs"))["items"]!.AsArray();
        Assert.Equal(["complete", "complete"], runs.Select(run => (string)run!["status"]!));
        var figures = (await story.Api.GetAsync($"campaigns/{campaign}/analytics?by=run"))["breakdowns"]!["run"]!.AsArray();
        Assert.Equal([1, 2], figures.Select(run => (int)run!["recipients"]!).Order());
        Assert.Equal(409, await RefusalAsync(() => story.FireAsync(campaign, "c3")));
    }

    [Fact]
    public async Task Of_a_message_that_says_nothing_of_a_call_nothing_of_calls_may_be_named()
    {
        await using var story = await StoryAsync(0);
        var definition = Some.Campaign();
        definition["variants"] = new[] { new { id = "A", content = new { sms = new { text = "Order {{event.order}}" } } } };
        Assert.Equal(400, await RefusalAsync(() => story.Sender.PostAsync("campaigns", definition)));
        await story.Sender.PostAsync("campaigns", Standing.Api("{{#each event.items}}{{this.name}} {{/each}}{{#if event.gift}}as a gift{{/if}} {{event.shop.name}}"));
    }

    private static async Task<StoryHost> StoryAsync(int contacts)
    {
        var story = await StoryHost.StartAsync(settings: [("Sandbox:StopRate", "0")]);
        if (contacts > 0)
            await story.Api.ImportAsync(Campaigning.ContactsCsv(contacts));
        return story;
    }

    private static async Task<int> RefusalAsync(Func<Task<JsonNode>> call) => (await Assert.ThrowsAsync<ApiException>(call)).Status;

    private static async Task<string> FireWithKeyAsync(StoryHost story, string campaign, string key)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"api/workspaces/demo/campaigns/{campaign}/fire") { Content = JsonContent.Create(new { contact = new { externalId = "c1" }, data = new { order = "1" } }) };
        request.Headers.Add("Idempotency-Key", key);
        using var answer = await story.Sender.RawAsync(request);
        return (string)JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["id"]!;
    }
}
