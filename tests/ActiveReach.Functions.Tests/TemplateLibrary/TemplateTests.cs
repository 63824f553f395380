using System.Net;
using System.Security.Cryptography;
using System.Text;
using ActiveReach.Functions.Tests.Campaigns;
using ActiveReach.Functions.Tests.Fixture;
using Microsoft.Extensions.Configuration;

namespace ActiveReach.Functions.Tests.TemplateLibrary;

/// <summary>Templates over HTTP, and the vendor's callback, whose stand-in takes a day here so that the test can speak for it.</summary>
public sealed class TemplateTests : IAsyncLifetime
{
    private const string Route = "/api/workspaces/demo/templates";
    private const string PublicUrl = "http://localhost:7071";
    private const string Secret = "a-secret-that-only-meta-knows";

    private RunningApp app = null!;

    public async Task InitializeAsync() => app = await RunningApp.StartAsync(builder => builder.Configuration.AddInMemoryCollection(
        [KeyValuePair.Create("ActiveReach:WebhookSecrets:whatsapp", (string?)Secret), KeyValuePair.Create("Sandbox:ReviewDelayMs", (string?)"86400000")]));

    public async Task DisposeAsync() => await app.DisposeAsync();

    [Theory]
    [InlineData("""{"language":"en","body":"Hi"}""", "name", "required")]
    [InlineData("""{"name":"Launch","language":"en","body":"Hi"}""", "name", "invalid_value")]
    [InlineData("""{"name":"launch__2","language":"en","body":"Hi"}""", "name", "invalid_value")]
    [InlineData("""{"name":"a","body":"Hi"}""", "language", "required")]
    [InlineData("""{"name":"a","language":"english","body":"Hi"}""", "language", "invalid_value")]
    [InlineData("""{"name":"a","language":"en","channel":"sms","body":"Hi"}""", "channel", "not_available")]
    [InlineData("""{"name":"a","language":"en","category":"utility","body":"Hi"}""", "category", "not_available")]
    [InlineData("""{"name":"a","language":"en"}""", "body", "required")]
    [InlineData("""{"name":"a","language":"en","body":"Hi {{first_name}}"}""", "body", "placeholder")]
    [InlineData("""{"name":"a","language":"en","body":"Hi {{2}} there"}""", "body", "placeholder")]
    [InlineData("""{"name":"a","language":"en","header":"{{1}} and {{2}}","body":"Hi"}""", "header", "too_many")]
    [InlineData("""{"name":"a","language":"en","footer":"For {{1}}","body":"Hi"}""", "footer", "too_many")]
    [InlineData("""{"name":"a","language":"en","body":"Hi","carousel":[]}""", "carousel", "unknown_field")]
    [InlineData("""{"name":"a","language":"en","body":"Hi","headerExample":"med_1"}""", "headerExample", "no_place")]
    [InlineData("""{"name":"a","language":"en","body":"Hi","headerMedia":"image","headerExample":"med_1"}""", "headerExample", "unknown_media")]
    [InlineData("""{"name":"a","language":"en","body":"Hi","buttons":[{"text":"Yes"}]}""", "buttons[0].type", "required")]
    [InlineData("""{"name":"a","language":"en","body":"Hi","buttons":[{"type":"copy_code","text":"Yes"}]}""", "buttons[0].type", "unknown_value")]
    [InlineData("""{"name":"a","language":"en","body":"Hi","buttons":[{"type":"quick_reply"}]}""", "buttons[0].text", "required")]
    [InlineData("""{"name":"a","language":"en","body":"Hi","buttons":[{"type":"quick_reply","text":"Yes, I would like to have it"}]}""", "buttons[0].text", "too_long")]
    [InlineData("""{"name":"a","language":"en","body":"Hi","buttons":[{"type":"quick_reply","text":"Yes {{1}}"}]}""", "buttons[0].text", "invalid_value")]
    [InlineData("""{"name":"a","language":"en","body":"Hi","buttons":[{"type":"quick_reply","text":"Yes"},{"type":"quick_reply","text":"yes"}]}""", "buttons", "duplicate")]
    [InlineData("""{"name":"a","language":"en","body":"Hi","buttons":[{"type":"quick_reply","text":"Yes","url":"https://shop.example"}]}""", "buttons[0].url", "no_place")]
    [InlineData("""{"name":"a","language":"en","body":"Hi","buttons":[{"type":"url","text":"Shop"}]}""", "buttons[0].url", "required")]
    [InlineData("""{"name":"a","language":"en","body":"Hi","buttons":[{"type":"url","text":"Shop","url":"shop.example"}]}""", "buttons[0].url", "invalid_value")]
    [InlineData("""{"name":"a","language":"en","body":"Hi","buttons":[{"type":"url","text":"Shop","url":"https://{{1}}"}]}""", "buttons[0].url", "invalid_value")]
    [InlineData("""{"name":"a","language":"en","body":"Hi","buttons":[{"type":"url","text":"Shop","url":"https://shop.example/{{1}}/sale"}]}""", "buttons[0].url", "placeholder")]
    [InlineData("""{"name":"a","language":"en","body":"Hi","buttons":[{"type":"url","text":"A","url":"https://a.example"},{"type":"url","text":"B","url":"https://b.example"},{"type":"url","text":"C","url":"https://c.example"}]}""", "buttons", "too_many")]
    [InlineData("""{"name":"a","language":"en","body":"Hi","buttons":[{"type":"phone_number","text":"Call","phone":"12"}]}""", "buttons[0].phone", "invalid_value")]
    [InlineData("""{"name":"a","language":"en","body":"Hi","buttons":[{"type":"quick_reply","text":"A"},{"type":"url","text":"B","url":"https://b.example"},{"type":"quick_reply","text":"C"}]}""", "buttons", "order")]
    public async Task A_template_that_no_vendor_would_take_is_refused_by_name(string json, string path, string code)
    {
        var refused = await app.Sender.PostJsonAsync(Route, json);
        Assert.Equal(HttpStatusCode.BadRequest, refused.Status);
        var error = Assert.Single(refused.Json.GetProperty("errors").EnumerateArray());
        Assert.Equal((path, code), (error.GetProperty("path").GetString(), error.GetProperty("code").GetString()));
        Assert.Equal(0, (await app.Viewer.GetJsonAsync(Route)).Json.GetProperty("total").GetInt32());
    }

    [Theory]
    [InlineData("""["{{link 'https://shop.example/sale'}}","{{first_name}}"]""", null)]
    [InlineData("""["https://shop.example/sale","x"]""", "link_required")]
    [InlineData("""["{{link 'https://shop.example/sale'}}","{{link 'https://shop.example/sale'}}"]""", "link_invalid")]
    [InlineData("""["{{link 'https://shop.example/sale'}}"]""", "wrong_number")]
    public async Task What_stands_at_the_end_of_a_buttons_address_is_checked_when_the_campaign_is_saved(string parameters, string? code)
    {
        object[] buttons = [new { type = "quick_reply", text = "Yes" }, new { type = "url", text = "Offer", url = $"{PublicUrl}/r/{{{{1}}}}" }, new { type = "url", text = "Shop", url = "https://shop.example/?for={{1}}" }];
        var added = await app.Sender.PostJsonAsync(Route, new { name = "launch", language = "en", body = "It is here.", buttons });
        Assert.Equal(("2", "offer"), (added.Text("parameters"), added.Json.GetProperty("buttons")[1].GetProperty("text").GetString()!.ToLowerInvariant()));
        var same = await app.Sender.PatchJsonAsync($"{Route}/launch", new { buttons });
        Assert.Equal(added.Text("updatedAt"), same.Text("updatedAt"));
        var saved = await app.Sender.PostJsonAsync(CampaignSteps.Route, Definition("launch", parameters));
        Assert.Equal(code, saved.Status is HttpStatusCode.Created ? null : Assert.Single(saved.Json.GetProperty("errors").EnumerateArray()).GetProperty("code").GetString());
    }

    [Fact]
    public async Task What_the_vendor_has_seen_stays_and_its_change_is_a_new_version()
    {
        Assert.Equal(HttpStatusCode.Forbidden, (await app.Viewer.PostJsonAsync(Route, new { name = "launch", language = "en", body = "Hi" })).Status);
        await AddAsync("launch", "Hi {{1}}, it is here.");
        Assert.Equal(HttpStatusCode.Conflict, (await app.Sender.PostJsonAsync(Route, new { name = "launch", language = "en", body = "Hi" })).Status);
        var edited = await app.Sender.PatchJsonAsync($"{Route}/launch", new { body = "Hi {{1}}, it is all here." });
        Assert.Equal(("1", "draft"), (edited.Text("version"), edited.Text("state")));
        Assert.Equal(["name"], (await app.Sender.PatchJsonAsync($"{Route}/launch", new { name = "other" })).ProblemPaths);

        Assert.Equal("pending", (await SubmitAsync("launch")).Text("state"));
        Assert.Equal(HttpStatusCode.Conflict, (await SubmitAsync("launch")).Status);
        var second = await app.Sender.PatchJsonAsync($"{Route}/launch", new { footer = "Reply STOP to opt out" });
        Assert.Equal(("2", "draft"), (second.Text("version"), second.Text("state")));
        Assert.Equal(["pending", "draft"], second.Json.GetProperty("versions").EnumerateArray().Select(version => version.GetProperty("state").GetString()));
        Assert.Equal(1, (await app.Viewer.GetJsonAsync($"{Route}?state=draft")).Json.GetProperty("total").GetInt32());
        Assert.Equal(["state"], (await app.Viewer.GetJsonAsync($"{Route}?state=new")).ProblemPaths);
        Assert.Equal(HttpStatusCode.NotFound, (await app.Viewer.GetJsonAsync($"{Route}/lunch")).Status);
    }

    [Theory]
    [InlineData("""[]""", "wrong_number")]
    [InlineData("""["{{first_name}}","x"]""", "wrong_number")]
    [InlineData("""[" "]""", "required")]
    [InlineData("""["{{frist_name}}"]""", "unknown_field")]
    public async Task Values_that_do_not_fit_the_template_are_found_when_the_campaign_is_saved(string parameters, string code)
    {
        await AddAsync("launch", "Hi {{1}}, it is here.");
        var refused = await app.Sender.PostJsonAsync(CampaignSteps.Route, Definition("launch", parameters));
        Assert.Equal(HttpStatusCode.BadRequest, refused.Status);
        Assert.Contains(code, refused.Json.GetProperty("errors").EnumerateArray().Select(error => error.GetProperty("code").GetString()));
    }

    [Fact]
    public async Task What_cannot_be_sent_as_it_is_is_drafted_and_not_submitted()
    {
        await AddAsync("launch", "Hi {{1}}, it is here.");
        Assert.Equal(["template_not_submitted"], await CodesAsync(Definition("launch", """["{{default first_name 'you'}}"]""")));
        Assert.Equal(["unknown_template"], await CodesAsync(Definition("lunch", """["Asha"]""")));
        Assert.Equal(["required"], await CodesAsync(Definition(null, """["Asha"]""")));
        await SubmitAsync("launch");
        Assert.Equal(["not_both"], await CodesAsync(Definition("launch", """["Asha"]""", ""","text":"Hi" """)));
        Assert.Equal(["no_place"], await CodesAsync(Definition(null, """["Asha"]""", ""","text":"Hi" """)));
        Assert.Equal(["too_long"], await CodesAsync(Definition(null, "[]", $""","text":"{new string('a', 4097)}" """)));
    }

    [Fact]
    public async Task The_vendors_word_is_believed_only_with_its_signature_and_shown_with_its_reason()
    {
        await AddAsync("launch", "Hi {{1}}, it is here.");
        await SubmitAsync("launch");
        var verdict = $$$$"""
            {"object":"whatsapp_business_account","entry":[{"id":"1","time":1,"changes":[{"field":"message_template_status_update","value":{
              "event":"REJECTED","message_template_id":{{{{await ReferenceAsync()}}}},"message_template_name":"launch","message_template_language":"en","reason":"INVALID_FORMAT",
              "rejection_info":{"reason":"It says too little.","recommendation":"Say more."}}},{"field":"account_update","value":{}}]}]}
            """;
        foreach (var signature in new[] { "", "sha256=00", Sign(verdict, "another secret"), Sign(verdict + " ", Secret) })
            Assert.Equal(HttpStatusCode.Unauthorized, (await app.Nobody.PostJsonAsync("/api/webhooks/whatsapp", verdict, ("X-Hub-Signature-256", signature))).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await app.Nobody.PostJsonAsync("/api/webhooks/whatsapp", verdict[..^9], ("X-Hub-Signature-256", Sign(verdict[..^9], Secret)))).Status);
        Assert.Equal("pending", (await app.Viewer.GetJsonAsync($"{Route}/launch")).Text("state"));

        Assert.Equal(HttpStatusCode.OK, (await app.Nobody.PostJsonAsync("/api/webhooks/whatsapp", verdict, ("X-Hub-Signature-256", Sign(verdict, Secret)))).Status);
        var rejected = await Eventually.SeenAsync("the verdict is on the template", () => app.Viewer.GetJsonAsync($"{Route}/launch"), answer => answer.Text("state") == "rejected");
        Assert.Equal("It says too little. Say more. (INVALID_FORMAT)", rejected.Text("reason"));
        Assert.Contains("It says too little", (await SubmitAsync("launch")).Text("detail"), StringComparison.Ordinal);
    }

    private async Task AddAsync(string name, string body) => Assert.Equal(HttpStatusCode.Created, (await app.Sender.PostJsonAsync(Route, new { name, language = "en", body })).Status);

    private Task<Answer> SubmitAsync(string name) => app.Sender.SendAsync(HttpMethod.Post, $"{Route}/{name}/submit");

    /// <summary>What the stand-in calls the template that it was shown last: it stands in its own file.</summary>
    private async Task<string> ReferenceAsync()
    {
        var line = (await File.ReadAllLinesAsync(Directory.EnumerateFiles(app.Directory, "*.templates", SearchOption.AllDirectories).Single()))[^1];
        return System.Text.Json.JsonDocument.Parse(line).RootElement.GetProperty("Id").GetString()!;
    }

    private static string Sign(string body, string secret) => "sha256=" + Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes(body)));

    /// <returns>Codes of what stands in the way of its submission.</returns>
    private async Task<IEnumerable<string?>> CodesAsync(string definition)
    {
        var answer = await app.Sender.MoveAsync(await app.Sender.DraftAsync(definition), "submit");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.Status);
        return answer.Json.GetProperty("errors").EnumerateArray().Select(error => error.GetProperty("code").GetString());
    }

    private static string Definition(string? template, string parameters, string more = "") => $$$$"""
        {"name":"Launch","audience":{},"channels":[{"channel":"whatsapp"{{{{(template is null ? "" : $",\"template\":\"{template}\"")}}}}}],
         "variants":[{"id":"A","content":{"whatsapp":{"parameters":{{{{parameters}}}}{{{{more}}}}}}}],"approval":{"required":false}}
        """;
}
