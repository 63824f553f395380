using ActiveReach.Channels;
using ActiveReach.Ids;
using ActiveReach.Problems;
using ActiveReach.Workspaces;

namespace ActiveReach.Tests.Campaigns;

public sealed class SendingRulesTests
{
    private readonly Office office = new();

    [Theory]
    [InlineData("""{"name":null}""", "name", "required")]
    [InlineData("""{"audience":null}""", "audience", "required")]
    [InlineData("""{"channels":[]}""", "channels", "required")]
    [InlineData("""{"variants":[]}""", "variants", "required")]
    [InlineData("""{"channels":[{"channel":"sms"},{"channel":"email"}]}""", "variants[0].content.email", "required")]
    [InlineData("""{"variants":[{"id":"A","content":{"sms":{"text":" "}}}]}""", "variants[0].content.sms.text", "required")]
    [InlineData("""{"channels":[{"channel":"email"}],"variants":[{"id":"A","content":{"email":{"html":"<p>x</p>"}}}]}""", "variants[0].content.email.subject", "required")]
    [InlineData("""{"experiment":{"sample":0.2}}""", "experiment", "needs_two_variants")]
    [InlineData("""{"schedule":{"kind":"at"}}""", "schedule.at", "required")]
    [InlineData("""{"schedule":{"kind":"at","at":"2026-11-23T07:59Z"}}""", "schedule.at", "in_the_past")]
    [InlineData("""{"schedule":{"kind":"at","at":"2037-11-23T07:59Z"}}""", "schedule.at", "too_far")]
    [InlineData("""{"type":"recurring"}""", "schedule.recurrence", "required")]
    [InlineData("""{"type":"recurring","schedule":{"recurrence":{"at":"09:00"}}}""", "schedule.recurrence.every", "required")]
    [InlineData("""{"type":"recurring","schedule":{"recurrence":{"every":"day"}}}""", "schedule.recurrence.at", "required")]
    [InlineData("""{"type":"recurring","schedule":{"recurrence":{"every":"day","at":"09:00","until":"2026-11-22"}}}""", "schedule.recurrence.until", "in_the_past")]
    [InlineData("""{"type":"hybrid"}""", "type", "type_not_available")]
    [InlineData("""{"location":"pune"}""", "location", "unknown_outlet")]
    [InlineData("""{"schedule":{"kind":"at","at":"2026-12-01T10:00Z","timezone":"recipient"}}""", "schedule.at", "not_local")]
    [InlineData("""{"approval":{"required":true,"approvers":["viewer@example.com"]}}""", "approval.approvers[0]", "not_an_approver")]
    [InlineData("""{"approval":{"required":true,"approvers":["sender@example.com"]}}""", "approval.approvers", "no_approver")]
    public async Task What_is_not_ready_is_saved_as_a_draft_but_not_submitted(string patch, string path, string code)
    {
        var draft = await office.EditAsync(office.Sender, await office.DraftAsync(office.Sender), patch);
        var error = await Assert.ThrowsAsync<InvalidInputException>(() => office.SubmitAsync(office.Sender, draft));
        Assert.Equal((422, path, code), (error.Status, Assert.Single(error.Problems).Path, error.Problems[0].Code));
        Assert.Equal(Office.Text(draft), Office.Text(await office.NowAsync(draft)));
        Assert.Empty(office.Shelf.Intents);
    }

    [Theory]
    [InlineData("""{"variants":[{"id":"A","content":{"sms":{"text":"x","subject":"s"}}}]}""", "variants[0].content.sms.subject", "not_on_this_channel")]
    [InlineData("""{"variants":[{"id":"A","content":{"sms":{"text":"x","html":"<p>"}}}]}""", "variants[0].content.sms.html", "not_on_this_channel")]
    [InlineData("""{"variants":[{"id":"A","content":{"email":{"parameters":["x"]}}}]}""", "variants[0].content.email.parameters", "not_on_this_channel")]
    [InlineData("""{"variants":[{"id":"A","content":{"sms":{"text":"Hi {{frist_name}}"}}}]}""", "variants[0].content.sms.text", null)]
    public async Task What_a_channel_cannot_do_is_said_when_it_is_saved(string patch, string path, string? code)
    {
        var draft = await office.DraftAsync(office.Sender);
        var error = await Assert.ThrowsAsync<InvalidInputException>(() => office.EditAsync(office.Sender, draft, patch));
        Assert.Equal((400, path), (error.Status, Assert.Single(error.Problems).Path));
        if (code is not null)
            Assert.Equal(code, error.Problems[0].Code);
        Assert.Equal(Office.Text(draft), Office.Text(await office.NowAsync(draft)));
    }

    [Fact]
    public async Task A_channel_without_carrier_or_sender_is_refused()
    {
        var draft = await office.DraftAsync(office.Sender, """
            {"name":"x","audience":{},"channels":[{"channel":"rcs"}],"variants":[{"id":"A","content":{"rcs":{"text":"x"}}}]}
            """);
        var error = await Assert.ThrowsAsync<InvalidInputException>(() => office.SubmitAsync(office.Sender, draft));
        Assert.Equal(["no_sender", "channel_not_available"], error.Problems.Select(problem => problem.Code));
    }

    [Theory]
    [InlineData("open", """{"sms":{"text":"Hi"}}""", null, false)]
    [InlineData("open", """{"email":{"subject":"s","text":"Hi"}}""", null, false)]
    [InlineData("open", """{"email":{"subject":"s","html":"<p>Hi</p>"}}""", null, true)]
    [InlineData("open", """{"sms":{"text":"Hi"},"email":{"subject":"s","html":"<p>Hi</p>"}}""", null, true)]
    [InlineData("click", """{"sms":{"text":"Hi"}}""", null, false)]
    [InlineData("click", """{"sms":{"text":"See https://shop.example"}}""", null, false)]
    [InlineData("click", """{"sms":{"text":"{{link 'https://shop.example'}}"}}""", null, true)]
    [InlineData("click", """{"email":{"subject":"s","html":"<p>Hi <a href='{{unsubscribe}}'>out</a></p>"}}""", null, false)]
    [InlineData("click", """{"email":{"subject":"s","html":"<a href='https://shop.example'>Go</a>"}}""", null, true)]
    [InlineData("click", """{"sms":{"text":"Hi"},"email":{"subject":"s","text":"{{link 'https://shop.example'}}"}}""", null, true)]
    [InlineData("reply", """{"sms":{"text":"Hi"}}""", null, true)]
    [InlineData("reply", """{"sms":{"text":"Hi"}}""", "54321", true)]
    [InlineData("reply", """{"sms":{"text":"Hi"}}""", "MYSHOP", false)]
    [InlineData("reply", """{"email":{"subject":"s","text":"Hi"}}""", null, false)]
    [InlineData("reply", """{"sms":{"text":"Hi"},"email":{"subject":"s","text":"Hi"}}""", "MYSHOP", false)]
    public async Task A_metric_that_cannot_happen_on_the_channels_is_refused(string metric, string content, string? sender, bool canHappen)
    {
        if (sender is not null)
            office.Staff.Workspace = office.Staff.Workspace.With(new SenderSettings { Senders = new Dictionary<Channel, string>(office.Staff.Workspace.Senders) { [Channel.Sms] = sender } });
        var channels = string.Join(',', System.Text.Json.JsonElement.Parse(content).EnumerateObject().Select(each => $$"""{"channel":"{{each.Name}}"}"""));
        var draft = await office.EditAsync(office.Sender, await office.DraftAsync(office.Sender),
            "{\"channels\":[" + channels + "],\"variants\":[{\"id\":\"A\",\"content\":" + content + "},{\"id\":\"B\",\"content\":" + content + "}],\"experiment\":{\"sample\":0.5,\"metric\":\"" + metric + "\"}}");
        if (canHappen)
        {
            await office.SubmitAsync(office.Sender, draft);
            return;
        }

        var error = await Assert.ThrowsAsync<InvalidInputException>(() => office.SubmitAsync(office.Sender, draft));
        Assert.Equal((422, "experiment.metric", "metric_impossible"), (error.Status, Assert.Single(error.Problems).Path, error.Problems[0].Code));
    }

    [Fact]
    public async Task A_click_needs_a_link_in_every_variant()
    {
        var draft = await office.EditAsync(office.Sender, await office.DraftAsync(office.Sender), """
            {"variants":[{"id":"A","content":{"sms":{"text":"{{link 'https://shop.example'}}"}}},{"id":"B","content":{"sms":{"text":"Hi"}}}],"experiment":{"metric":"click"}}
            """);
        var error = await Assert.ThrowsAsync<InvalidInputException>(() => office.SubmitAsync(office.Sender, draft));
        Assert.Contains("variant B", Assert.Single(error.Problems).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(25, true)]
    [InlineData(26, false)]
    public async Task A_test_goes_to_25_contacts_at_most(int size, bool fits)
    {
        office.Crowd.Size = size;
        var draft = await office.EditAsync(office.Sender, await office.DraftAsync(office.Sender), """{"type":"test"}""");
        if (fits)
            await office.SubmitAsync(office.Sender, draft);
        else
            Assert.Equal("too_many", (await Assert.ThrowsAsync<InvalidInputException>(() => office.SubmitAsync(office.Sender, draft))).Problems.Single().Code);
    }

    [Fact]
    public async Task A_start_that_has_just_passed_is_still_taken()
    {
        var draft = await office.EditAsync(office.Sender, await office.DraftAsync(office.Sender), """{"schedule":{"at":"2026-11-23T08:30Z"}}""");
        Assert.Equal(CampaignStatus.Scheduled, (await office.SubmitAsync(office.Sender, draft)).Status);
    }
}
