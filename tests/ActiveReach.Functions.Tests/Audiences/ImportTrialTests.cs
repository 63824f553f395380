using System.Net;
using System.Text;
using ActiveReach.Functions.Tests.Fixture;

namespace ActiveReach.Functions.Tests.Audiences;

/// <summary>What an import would do is told before anything is stored.</summary>
public sealed class ImportTrialTests : IAsyncLifetime
{
    private const string Contacts = "api/workspaces/demo/contacts";

    private const string File = """
        Email Address,First Name,Shoe size,MEMBER_RATING,OPTIN_TIME,LEID
        ana@x.example,Ana,42,2,2024-01-02,1
        bo@,Bo,,2,2024-01-02,2
        cy@x.example,"two
        lines",44,2,2024-01-02,3
        """;

    private RunningApp app = null!;

    public async Task InitializeAsync() => app = await RunningApp.StartAsync();

    public async Task DisposeAsync() => await app.DisposeAsync();

    [Fact]
    public async Task A_trial_tells_columns_types_errors_and_warnings_and_stores_nothing()
    {
        var told = await app.Sender.SendAsync(HttpMethod.Post, Contacts + "/import?dryRun=true", Encoding.UTF8.GetBytes(File), "text/csv");
        Assert.Equal((HttpStatusCode.OK, "3", "2", "1", "1"), (told.Status, told.Text("rows"), told.Text("accepted"), told.Text("rejected"), told.Text("warnings")));
        Assert.Equal("Mailchimp", told.Text("recognisedAs"));
        Assert.Equal(("email", "custom.shoe_size", "number"), (told.Json.GetProperty("columns").GetProperty("Email Address").GetString(), told.Json.GetProperty("columns").GetProperty("Shoe size").GetString(), told.Text("newFields.shoe_size")));
        Assert.Equal(["MEMBER_RATING", "LEID"], told.Json.GetProperty("leftOut").EnumerateArray().Select(each => each.GetString()));
        Assert.Equal([(3, "error"), (3, "error"), (4, "warning")], told.Json.GetProperty("findings").EnumerateArray().Select(each => (each.GetProperty("line").GetInt32(), each.GetProperty("severity").GetString()!)));

        Assert.Equal("0", (await app.Viewer.GetJsonAsync(Contacts)).Text("total"));
        Assert.DoesNotContain("shoe_size", (await app.Admin.GetJsonAsync("api/workspaces/demo/settings")).Body, StringComparison.Ordinal);
        Assert.Empty(Directory.Exists(Path.Combine(app.Directory, "imports")) ? Directory.GetFiles(Path.Combine(app.Directory, "imports")) : []);
    }

    [Fact]
    public async Task An_upload_is_tried_and_can_be_imported_after_all()
    {
        var upload = (await app.Sender.PostJsonAsync("api/workspaces/demo/uploads", "{}")).Text("uploadUrl");
        await app.Nobody.SendAsync(HttpMethod.Put, new Uri(upload).PathAndQuery, Encoding.UTF8.GetBytes(File), "text/csv");
        var told = await app.Sender.PostJsonAsync(Contacts + "/import?dryRun=true&types=shoe_size:text", $$"""{"source":"{{upload}}"}""");
        Assert.Equal(("2", "text"), (told.Text("accepted"), told.Text("newFields.shoe_size")));
        Assert.Equal(HttpStatusCode.Accepted, (await app.Sender.PostJsonAsync(Contacts + "/import", $$"""{"source":"{{upload}}"}""")).Status);
    }

    [Theory]
    [InlineData("?dryRun=maybe", "dryRun")]
    [InlineData("?dryRun=true&types=size:number", "types")]
    [InlineData("?dryRun=true&types=shoe_size:colour", "types")]
    [InlineData("?dryRun=true&map=Nobody:email", "map")]
    [InlineData("?dryRun=true&map=%7B%22Shoe%20size%22%3A7%7D", "map")]
    public async Task What_is_asked_wrongly_is_refused_by_name(string query, string path)
    {
        var answer = await app.Sender.SendAsync(HttpMethod.Post, Contacts + "/import" + query, Encoding.UTF8.GetBytes(File), "text/csv");
        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.Equal([path], answer.ProblemPaths);
    }
}
