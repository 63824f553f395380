using System.Net;
using System.Text.Json;
using ActiveReach.Functions.Tests.Fixture;

namespace ActiveReach.Functions.Tests.Audiences;

/// <summary>Contacts, consents and previews over HTTP.</summary>
public sealed class ContactTests : IAsyncLifetime
{
    private const string Contacts = "api/workspaces/demo/contacts";
    private RunningApp app = null!;

    public async Task InitializeAsync() => app = await RunningApp.StartAsync();

    public async Task DisposeAsync() => await app.DisposeAsync();

    [Fact]
    public async Task A_contact_is_added_read_changed_and_erased()
    {
        var added = await app.Sender.PostJsonAsync(Contacts, """{"externalId":"c1","firstName":"Ana","phone":"+34 600 123 456","tags":["vip"],"lat":18.5,"lon":73.8,"consent":{"email":"opted_out"}}""");
        Assert.Equal(HttpStatusCode.Created, added.Status);
        var path = added.Headers["Location"].TrimStart('/');

        var read = await app.Viewer.GetJsonAsync(path);
        Assert.Equal(("+34600123456", "opted_in", "opted_out"), (read.Text("phone"), read.Text("consent.sms"), read.Text("consent.email")));

        var changed = await app.Sender.PatchJsonAsync(path, """{"city":"Pune","firstName":null}""", ("If-Match", read.Headers["ETag"]));
        Assert.Equal("Pune", changed.Text("city"));
        Assert.False(changed.Json.TryGetProperty("firstName", out _));
        var stale = await app.Sender.PatchJsonAsync(path, """{"city":"Goa"}""", ("If-Match", read.Headers["ETag"]));
        Assert.Equal((HttpStatusCode.PreconditionFailed, "Pune", "Goa"), (stale.Status, stale.Text("current.city"), stale.Text("yours.city")));

        var again = await app.Sender.PostJsonAsync(Contacts, """{"externalId":"c1","city":"Goa"}""");
        Assert.Equal((HttpStatusCode.OK, "+34600123456"), (again.Status, again.Text("phone")));

        Assert.Equal(HttpStatusCode.Forbidden, (await app.Sender.SendAsync(HttpMethod.Delete, path)).Status);
        Assert.Equal(HttpStatusCode.NoContent, (await app.Admin.SendAsync(HttpMethod.Delete, path)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await app.Viewer.GetJsonAsync(path)).Status);
    }

    [Fact]
    public async Task Lists_have_pages_a_search_and_a_total()
    {
        for (var n = 1; n <= 3; n++)
            await app.Sender.PostJsonAsync(Contacts, $$"""{"externalId":"c{{n}}","lastName":"{{(n == 2 ? "Rao" : "Çelik")}}"}""");

        var first = await app.Viewer.GetJsonAsync(Contacts + "?q=%C3%87ELIK&limit=1&sort=-createdAt");
        Assert.Equal(("c3", "2"), (first.Json.GetProperty("items")[0].GetProperty("externalId").GetString(), first.Text("total")));
        var second = await app.Viewer.GetJsonAsync(Contacts + $"?q=%C3%87ELIK&limit=1&sort=-createdAt&cursor={first.Text("nextCursor")}");
        Assert.Equal("c1", second.Json.GetProperty("items")[0].GetProperty("externalId").GetString());
        Assert.False(second.Json.TryGetProperty("nextCursor", out _));
    }

    [Theory]
    [InlineData("""{"externalId":"c1","phone":"0600"}""", "phone")]
    [InlineData("""{"externalId":"c1","email":"a@b"}""", "email")]
    [InlineData("""{"externalId":"c1","birthday":"31/05/1990"}""", "birthday")]
    [InlineData("""{"externalId":"c1","birthday":"2990-05-31"}""", "birthday")]
    [InlineData("""{"externalId":"c1","timezone":"Madrid"}""", "timezone")]
    [InlineData("""{"externalId":"c1","country":"Spain"}""", "country")]
    [InlineData("""{"externalId":"c1","lat":91,"lon":0}""", "lat")]
    [InlineData("""{"externalId":"c1","lat":1}""", "lon")]
    [InlineData("""{"externalId":7}""", "externalId")]
    [InlineData("""{"externalId":"c1","firstName":"a\u0000b"}""", "firstName")]
    [InlineData("""{"externalId":"c1","firstName":"\ud800"}""", "firstName")]
    [InlineData("""{"externalId":"c1","tags":"vip"}""", "tags")]
    [InlineData("""{"externalId":"c1","tags":["a;b"]}""", "tags")]
    [InlineData("""{"externalId":"c1","custom":{"plan":"gold"}}""", "custom.plan")]
    [InlineData("""{"externalId":"c1","consent":{"fax":"opted_in"}}""", "consent.fax")]
    [InlineData("""{"externalId":"c1","consent":{"sms":"yes"}}""", "consent.sms")]
    [InlineData("""{"externalId":"c1","nickname":"A"}""", "nickname")]
    [InlineData("""{"firstName":"Ana"}""", "externalId")]
    [InlineData("[]", "")]
    public async Task A_contact_that_is_not_right_is_refused_by_field_and_nothing_is_stored(string body, string path)
    {
        var answer = await app.Sender.PostJsonAsync(Contacts, body);
        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.Equal([path], answer.ProblemPaths);
        Assert.Equal("0", (await app.Viewer.GetJsonAsync(Contacts)).Text("total"));
    }

    [Fact]
    public async Task Consents_are_recorded_with_their_source_and_proof()
    {
        var path = (await app.Sender.PostJsonAsync(Contacts, """{"externalId":"c1","phone":"+34600123456"}""")).Headers["Location"].TrimStart('/') + "/consents";
        var put = await app.Sender.SendAsync(HttpMethod.Put, path, """{"consents":{"sms":"opted_out"},"source":"web form","proof":"form 7"}""");
        Assert.Equal(HttpStatusCode.OK, put.Status);

        var read = await app.Viewer.GetJsonAsync(path);
        var sms = read.Json.GetProperty("items").EnumerateArray().Single(item => item.GetProperty("channel").GetString() == "sms");
        Assert.Equal(("opted_out", "web form", "form 7"), (sms.GetProperty("state").GetString(), sms.GetProperty("source").GetString(), sms.GetProperty("proof").GetString()));
        Assert.Single(read.Json.GetProperty("history").EnumerateArray());
        Assert.Equal(HttpStatusCode.NotFound, (await app.Viewer.GetJsonAsync(Contacts + "/ctc_1/consents")).Status);
        Assert.Equal(["consents"], (await app.Sender.SendAsync(HttpMethod.Put, path, """{"consents":{}}""")).ProblemPaths);
    }

    [Fact]
    public async Task A_preview_counts_exactly()
    {
        await app.Sender.PostJsonAsync(Contacts, """{"externalId":"c1","phone":"+34600123456","city":"Pune"}""");
        await app.Sender.PostJsonAsync(Contacts, """{"externalId":"c2","email":"a@example.com","city":"PUNE"}""");
        await app.Sender.PostJsonAsync(Contacts, """{"externalId":"c3","city":"Goa"}""");

        var preview = await app.Viewer.PostJsonAsync("api/workspaces/demo/audience/preview", """{"where":{"field":"city","op":"eq","value":"pune"},"channels":["sms","email"]}""");
        Assert.Equal(("2", "1", "1"), (preview.Text("total"), preview.Text("reachable.sms"), preview.Text("reachable.email")));
        Assert.Equal(2, preview.Json.GetProperty("sample").GetArrayLength());
        var all = await app.Viewer.PostJsonAsync("api/workspaces/demo/audience/preview", "{\"channels\":[\"sms\"]}");
        Assert.Equal(("3", "1", "2"), (all.Text("total"), all.Text("reachable.sms"), all.Text("excluded.no_address")));
    }

    [Theory]
    [InlineData("""{"where":{"field":"shoe","op":"eq","value":"x"}}""", "where.field")]
    [InlineData("""{"where":{"all":[{"field":"city","op":"gt","value":"x"}]}}""", "where.all[0].op")]
    [InlineData("""{"where":{"any":[{"field":"city","op":"eq","value":"x"},{"field":"age","op":"eq","value":"18"}]}}""", "where.any[1].value")]
    [InlineData("""{"where":{"field":"city","op":"in","value":["a",7]}}""", "where.value[1]")]
    [InlineData("""{"where":{"field":"location","op":"within","value":{"lat":1,"lon":2,"km":-3}}}""", "where.value.km")]
    [InlineData("""{"where":{"not":{"field":"city","op":"eq"}}}""", "where.not.value")]
    [InlineData("""{"where":{"did":"smiled","campaign":"cmp_1"}}""", "where.did")]
    [InlineData("""{"where":{"did":"clicked","campaign":"diwali"}}""", "where.campaign")]
    [InlineData("""{"where":{"did":"clicked","within":"P1M"}}""", "where.within")]
    [InlineData("""{"where":{"did":"clicked","within":"PT0S"}}""", "where.within")]
    [InlineData("""{"where":{"did":"clicked","atLeast":2}}""", "where.atLeast")]
    [InlineData("""{"where":{"event":"order_placed","atLeast":0}}""", "where.atLeast")]
    [InlineData("""{"where":{"event":"order_placed","atLeast":-1}}""", "where.atLeast")]
    [InlineData("""{"where":{"event":"order_placed","atLeast":1.5}}""", "where.atLeast")]
    [InlineData("""{"where":{"event":"order_placed","within":"3 days"}}""", "where.within")]
    [InlineData("""{"where":{"event":"Order placed"}}""", "where.event")]
    [InlineData("""{"where":{"event":"order_placed","where":{"field":"a\"b","op":"eq","value":"x"}}}""", "where.where.field")]
    [InlineData("""{"where":{"event":"order_placed","where":{"field":"$.a') OR 1=1 --","op":"eq","value":"x"}}}""", "where.where.field")]
    [InlineData("""{"where":{"event":"order_placed","where":{"all":[{"field":"total","op":"gt","value":"5"}]}}}""", "where.where.all[0].op")]
    [InlineData("""{"where":{"event":"order_placed","where":{"field":"total","op":"in","value":[5,"6"]}}}""", "where.where.value[1]")]
    [InlineData("""{"where":{"event":"order_placed","where":{"field":"total","op":"eq","value":{}}}}""", "where.where.value")]
    [InlineData("""{"where":{"event":"order_placed","where":{"segment":"seg_a"}}}""", "where.where")]
    [InlineData("""{"where":{"segment":"vip"}}""", "where.segment")]
    [InlineData("""{"where":{"not":{"segment":"seg_none"}}}""", "where.not.segment")]
    [InlineData("""{"include":["seg_none"],"exclude":["x"],"where":{}}""", "include[0]", "exclude[0]")]
    [InlineData("""{"where":{"field":"city","op":"eq","value":"x","and":1}}""", "where.and")]
    [InlineData("""{"include":["seg_vip"]}""", "include[0]")]
    [InlineData("""{"where":{"any":[]}}""", "where.any")]
    public async Task An_audience_that_is_not_right_is_refused_by_path(string body, params string[] paths)
    {
        var answer = await app.Viewer.PostJsonAsync("api/workspaces/demo/audience/preview", body);
        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.Equal(paths, answer.ProblemPaths);
    }

    [Fact]
    public async Task An_expression_nested_a_thousand_deep_is_refused()
    {
        var deep = string.Concat(Enumerable.Repeat("{\"not\":", 1000)) + "{}" + new string('}', 1000);
        Assert.Equal(HttpStatusCode.BadRequest, (await app.Viewer.PostJsonAsync("api/workspaces/demo/audience/preview", $"{{\"where\":{deep}}}")).Status);
        var forty = string.Concat(Enumerable.Repeat("{\"not\":", 40)) + "{\"all\":[]}" + new string('}', 40);
        var refused = await app.Viewer.PostJsonAsync("api/workspaces/demo/audience/preview", $"{{\"where\":{forty}}}");
        Assert.Equal("too_deep", refused.Json.GetProperty("errors")[0].GetProperty("code").GetString());
    }

    [Theory]
    [InlineData(1000, 32, true)]
    [InlineData(1001, 1, false)]
    [InlineData(10_000, 1, false)]
    public async Task A_list_holds_a_thousand_values_and_many_lists_fit_in_one_question(int values, int lists, bool fits)
    {
        await app.Sender.PostJsonAsync(Contacts, """{"externalId":"c1","city":"City 7"}""");
        var list = string.Join(',', Enumerable.Range(0, values).Select(n => $"\"city {n}\""));
        var conditions = string.Join(',', Enumerable.Repeat($$"""{"field":"city","op":"in","value":[{{list}}]}""", lists));
        var answer = await app.Viewer.PostJsonAsync("api/workspaces/demo/audience/preview", $$$"""{"where":{"all":[{{{conditions}}}]}}""");
        Assert.Equal(fits ? "1" : "where.all[0].value", fits ? answer.Text("total") : answer.ProblemPaths.Single());
    }
}
