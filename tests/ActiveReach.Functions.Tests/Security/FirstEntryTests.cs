using System.Net;
using System.Text;
using ActiveReach.Functions.Tests.Fixture;
using ActiveReach.Functions.Workspaces;

namespace ActiveReach.Functions.Tests.Security;

public sealed class FirstEntryTests
{
    private const string Workspace = "/api/workspaces/demo";

    [Theory]
    [InlineData("X-Forwarded-For", "127.0.0.1")]
    [InlineData("X-Forwarded-Host", "localhost")]
    [InlineData("X-Forwarded-Proto", "http")]
    [InlineData("X-Forwarded-Prefix", "/")]
    [InlineData("x-forwarded-port", "7071")]
    [InlineData("X-Original-For", "127.0.0.1:51234")]
    [InlineData("X-Original-Host", "localhost")]
    [InlineData("X-Original-Proto", "http")]
    [InlineData("x-original-prefix", "/")]
    [InlineData("X-Original-URL", "/")]
    [InlineData("X-Client-IP", "127.0.0.1")]
    [InlineData("X-ARR-LOG-ID", "1")]
    [InlineData("Forwarded", "for=127.0.0.1")]
    [InlineData("X-Real-IP", "127.0.0.1")]
    [InlineData("Via", "1.1 proxy")]
    [InlineData("Host", "activereach.shop.example")]
    [InlineData("Host", "localhost.shop.example")]
    [InlineData("Host", "192.0.2.1:7071")]
    public async Task The_well_known_keys_stop_working_when_anything_may_stand_in_between(string header, string value)
    {
        await using var app = await RunningApp.StartAsync();
        var (cookie, _) = await SignInAsync(app);

        Assert.Equal(HttpStatusCode.OK, (await app.Admin.GetJsonAsync(Workspace)).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await app.Admin.GetJsonAsync(Workspace, (header, value))).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await app.Nobody.GetJsonAsync(Workspace, ("Cookie", cookie), (header, value))).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await app.Nobody.PostJsonAsync("/api/session", new { key = "demo-admin-key" }, (header, value))).Status);
    }

    [Fact]
    public async Task The_well_known_keys_stop_working_when_the_app_has_a_public_address()
    {
        await using var app = await RunningApp.StartAsync(builder => builder.Configuration["ActiveReach:PublicUrl"] = "https://activereach.shop.example");

        Assert.Equal(HttpStatusCode.Unauthorized, (await app.Admin.GetJsonAsync(Workspace)).Status);
    }

    [Fact]
    public async Task The_well_known_keys_stop_working_when_the_app_listens_on_every_address()
    {
        await using var app = await RunningApp.StartAsync(builder => builder.Configuration["Embedded:Host"] = "0.0.0.0");
        var local = new UriBuilder(app.Host.Address) { Host = "127.0.0.1" }.Uri;

        Assert.Equal(HttpStatusCode.OK, (await app.Nobody.GetJsonAsync(new Uri(local, "/api/health").ToString())).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await app.Admin.GetJsonAsync(new Uri(local, Workspace).ToString())).Status);
    }

    [Fact]
    public async Task A_real_key_works_behind_a_proxy()
    {
        await using var app = await RunningApp.StartAsync();
        var key = (await app.Admin.PostJsonAsync($"{Workspace}/keys", new { name = "Shop", role = "viewer" })).Text("key");

        Assert.Equal(HttpStatusCode.OK, (await app.As(key).GetJsonAsync(Workspace, ("X-Forwarded-For", "203.0.113.7"), ("Host", "shop.example"))).Status);
    }

    [Fact]
    public async Task The_command_makes_a_workspace_and_prints_one_key_that_works()
    {
        await using var app = await RunningApp.StartAsync();
        using var output = new StringWriter();
        using var errors = new StringWriter();

        var first = await WorkspaceCommand.RunAsync(app.Host.Services, ["workspace", "create", "Corner Shop", "--admin", "Boss@Shop.example"], output, errors);
        var again = await WorkspaceCommand.RunAsync(app.Host.Services, ["workspace", "create", "Corner Shop", "--admin", "boss@shop.example"], output, errors);
        var wrong = await WorkspaceCommand.RunAsync(app.Host.Services, ["workspace", "create", "--admin"], output, errors);

        Assert.Equal((0, 1, 2), (first, again, wrong));
        var key = output.ToString().Split(' ', '\n').Single(word => word.StartsWith("ar_", StringComparison.Ordinal));
        var workspace = await app.As(key).GetJsonAsync("/api/workspaces/corner-shop");
        Assert.Equal(("Corner Shop", "boss@shop.example", "admin"), (workspace.Text("name"), workspace.Text("member"), workspace.Text("role")));
        Assert.Equal("unknown", (await app.As(key).GetJsonAsync("/api/workspaces/corner-shop/settings")).Text("defaultConsent"));
    }

    [Fact]
    public async Task The_platforms_user_is_a_member_only_where_the_platform_signs_in()
    {
        await using var app = await RunningApp.StartAsync(builder =>
        {
            builder.Configuration["ActiveReach:PlatformSignIn"] = "true";
            builder.Configuration["ActiveReach:BootstrapAdmin"] = "boss@shop.example";
        });

        var boss = Principal("""{"auth_typ":"aad","claims":[{"typ":"preferred_username","val":"Boss@shop.example"}]}""");
        var stranger = Principal("""{"auth_typ":"aad","claims":[{"typ":"email","val":"stranger@shop.example"}]}""");
        Assert.Equal("admin", (await app.Nobody.GetJsonAsync("/api/workspaces/main", boss)).Text("role"));
        Assert.Equal(HttpStatusCode.NotFound, (await app.Nobody.GetJsonAsync("/api/workspaces/main", stranger)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await app.Nobody.GetJsonAsync(Workspace, boss)).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await app.Nobody.GetJsonAsync("/api/workspaces/main", ("X-MS-CLIENT-PRINCIPAL", "not base64"))).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await app.Nobody.PatchJsonAsync("/api/workspaces/main", new { name = "X" }, boss)).Status);
        Assert.Equal(HttpStatusCode.OK, (await app.Nobody.PatchJsonAsync("/api/workspaces/main", new { name = "X" }, boss, ("X-CSRF-Token", "1"))).Status);

        static (string, string) Principal(string json) => ("X-MS-CLIENT-PRINCIPAL", Convert.ToBase64String(Encoding.UTF8.GetBytes(json)));
    }

    /// <summary>The Functions host proxies to the worker with X-Forwarded-*, which the worker turns into X-Original-*.</summary>
    [Fact]
    public async Task The_first_admin_comes_in_behind_the_hosts_proxy_and_lets_the_others_in()
    {
        await using var app = await RunningApp.StartAsync(builder =>
        {
            builder.Configuration["ActiveReach:PlatformSignIn"] = "true";
            builder.Configuration["ActiveReach:BootstrapAdmin"] = "boss@shop.example";
        });
        (string, string)[] proxied =
        [
            ("X-Original-For", "127.0.0.1:51234"), ("X-Original-Host", "activereach.shop.example"), ("X-Original-Proto", "https"),
            ("X-Forwarded-For", "203.0.113.7"), ("X-Forwarded-Host", "activereach.shop.example"), ("X-Forwarded-Proto", "https"), ("X-CSRF-Token", "1"),
        ];
        (string, string) boss = ("X-MS-CLIENT-PRINCIPAL", Convert.ToBase64String(Encoding.UTF8.GetBytes("""{"claims":[{"typ":"preferred_username","val":"Boss@shop.example"}]}""")));

        Assert.Equal(HttpStatusCode.Unauthorized, (await app.Admin.GetJsonAsync(Workspace, proxied)).Status);
        Assert.Equal("admin", (await app.Nobody.GetJsonAsync("/api/workspaces/main", [.. proxied, boss])).Text("role"));
        var key = (await app.Nobody.PostJsonAsync("/api/workspaces/main/keys", new { name = "First key", role = "sender" }, [.. proxied, boss])).Text("key");
        Assert.Equal("sender", (await app.As(key).GetJsonAsync("/api/workspaces/main", proxied)).Text("role"));
    }

    /// <summary>As under <c>func start</c>: forwarded, with no platform in front.</summary>
    [Fact]
    public async Task Without_a_platform_the_first_admin_comes_in_with_the_operators_key_until_it_is_revoked()
    {
        const string Own = "an operator's own key of 32 bytes or more";
        var files = Directory.CreateTempSubdirectory("activereach-");
        Task<RunningApp> StartAsync() => RunningApp.StartAsync(
            builder =>
            {
                builder.Configuration["ActiveReach:BootstrapAdmin"] = "Boss@shop.example";
                builder.Configuration["ActiveReach:BootstrapKey"] = Own;
            },
            files.FullName);
        (string, string) proxied = ("X-Forwarded-For", "203.0.113.7");
        await using (var app = await StartAsync())
        {
            var mine = await app.As(Own).GetJsonAsync("/api/workspaces/main", proxied);
            Assert.Equal(("admin", "boss@shop.example"), (mine.Text("role"), mine.Text("member")));
            Assert.Equal(HttpStatusCode.NotFound, (await app.As(Own).GetJsonAsync(Workspace, proxied)).Status);
        }

        await using (var app = await StartAsync())
        {
            var keys = (await app.As(Own).GetJsonAsync("/api/workspaces/main/keys")).Json.GetProperty("items");
            var id = Assert.Single(keys.EnumerateArray()).GetProperty("id").GetString();
            Assert.Equal(HttpStatusCode.NoContent, (await app.As(Own).SendAsync(HttpMethod.Delete, $"/api/workspaces/main/keys/{id}")).Status);
        }

        await using (var app = await StartAsync())
            Assert.Equal(HttpStatusCode.Unauthorized, (await app.As(Own).GetJsonAsync("/api/workspaces/main", proxied)).Status);
        files.Delete(recursive: true);
    }

    private static async Task<(string Cookie, string Token)> SignInAsync(RunningApp app)
    {
        var answer = await app.Nobody.PostJsonAsync("/api/session", new { key = "demo-admin-key" });
        return (answer.Headers["Set-Cookie"].Split(';')[0], answer.Text("csrfToken"));
    }
}
