using System.Net;
using System.Text;
using ActiveReach.Functions.Http;
using ActiveReach.Functions.Tests.Fixture;
using ActiveReach.Workspaces;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Answer = ActiveReach.Functions.Tests.Fixture.Answer;

namespace ActiveReach.Functions.Tests.Security;

/// <summary>Every route, every verb, every role, two workspaces: nobody gets in where they have no business.</summary>
public sealed class AccessMatrixTests(TwoWorkspaces two) : IClassFixture<TwoWorkspaces>
{
    private static readonly (string Key, Role Role)[] Roles = [("demo-viewer-key", Role.Viewer), ("demo-sender-key", Role.Sender), ("demo-admin-key", Role.Admin)];

    [Theory]
    [MemberData(nameof(EveryRoute.Guarded), MemberType = typeof(EveryRoute))]
    public async Task Without_a_good_credential_there_is_no_way_in(string verb, string function)
    {
        var path = EveryRoute.Named(function).PathWith(name => name is "ws" ? "demo" : "x");
        var principal = Convert.ToBase64String(Encoding.UTF8.GetBytes("""{"auth_typ":"aad","claims":[{"typ":"email","val":"admin@example.com"}]}"""));
        (string, string)[][] credentials =
        [
            [],
            [("Authorization", "Bearer demo-admin-kez")],
            [("Authorization", "Bearer ")],
            [("Authorization", "Basic ZGVtby1hZG1pbi1rZXk6")],
            [("Authorization", "demo-admin-key")],
            [("Cookie", "activereach_session=demo-admin-key"), ("X-CSRF-Token", "x")],
            [("X-MS-CLIENT-PRINCIPAL", principal), ("X-CSRF-Token", "x")],
            [("Authorization", "Bearer demo-admin-key"), ("X-Forwarded-For", "203.0.113.7")],
            [("Authorization", "Bearer demo-admin-key"), ("Host", "shop.example")],
        ];
        foreach (var headers in credentials)
        {
            var answer = await two.App.Nobody.SendAsync(new HttpMethod(verb), path, Body(verb), headers: headers);
            Assert.True(answer.Status is HttpStatusCode.Unauthorized, $"{verb} {path} with {string.Join(", ", headers)}: {answer.Status} {answer.Body}");
            AssertIsProblem(answer);
        }
    }

    [Theory]
    [MemberData(nameof(EveryRoute.Guarded), MemberType = typeof(EveryRoute))]
    public async Task A_lower_role_is_told_which_one_is_needed(string verb, string function)
    {
        var route = EveryRoute.Named(function);
        foreach (var (key, _) in Roles.Where(each => each.Role < route.Role))
        {
            var answer = await two.App.As(key).SendAsync(new HttpMethod(verb), route.PathWith(name => name is "ws" ? "demo" : "x"), Body(verb));
            Assert.True(answer.Status is HttpStatusCode.Forbidden, $"{verb} {route.Template} as {key}: {answer.Status} {answer.Body}");
            Assert.Contains(route.Role!.Value.ToString().ToLowerInvariant(), answer.Text("detail"), StringComparison.Ordinal);
        }
    }

    [Theory]
    [MemberData(nameof(EveryRoute.InWorkspace), MemberType = typeof(EveryRoute))]
    public async Task Another_workspace_does_not_exist_whatever_the_role(string verb, string function)
    {
        var route = EveryRoute.Named(function);
        foreach (var (key, _) in Roles)
        {
            var foreign = await SendAsync(key, "zanzibar");
            var missing = await SendAsync(key, "nowhere");
            Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.NotFound), (foreign.Status, missing.Status));
            Assert.Equal(missing.Body.Replace("nowhere", "zanzibar", StringComparison.Ordinal), foreign.Body);
            AssertIsProblem(foreign);
        }

        Assert.Equal(HttpStatusCode.NotFound, (await SendAsync(two.OtherAdmin, "demo")).Status);

        Task<Answer> SendAsync(string key, string workspace) => two.App.As(key).SendAsync(
            new HttpMethod(verb), route.PathWith(name => name is "ws" ? workspace : two.ForeignId(name, route.Template)), Body(verb));
    }

    [Theory]
    [MemberData(nameof(EveryRoute.OfThings), MemberType = typeof(EveryRoute))]
    public async Task Things_of_another_workspace_are_not_found_in_ones_own(string verb, string function)
    {
        var route = EveryRoute.Named(function);
        var path = route.PathWith(name => name is "ws" ? "demo" : two.ForeignId(name, route.Template));

        var answer = await two.App.Admin.SendAsync(new HttpMethod(verb), path, Body(verb));

        // A body that doesn't fit may be refused before the thing is looked for.
        Assert.True(
            answer.Status is HttpStatusCode.NotFound || (verb is "POST" or "PUT" or "PATCH" && answer.Status is HttpStatusCode.BadRequest or HttpStatusCode.UnsupportedMediaType),
            $"{verb} {path}: {answer.Status} {answer.Body}");
        Assert.DoesNotContain("zanzibar.example", answer.Body, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Nothing_that_is_listed_comes_from_another_workspace()
    {
        foreach (var route in EveryRoute.Table.All.Where(route => route.Verbs.Contains("GET") && route.Role is not null && route.Parameters.Count == 1))
        {
            var answer = await two.App.Admin.GetJsonAsync(route.PathWith(_ => "demo"));
            Assert.True((int)answer.Status < 500, $"{route.Template}: {answer.Status} {answer.Body}");
            Assert.DoesNotContain(TwoWorkspaces.Secret, answer.Body, StringComparison.OrdinalIgnoreCase);
        }
    }

    [Fact]
    public void The_routes_that_anyone_may_use_are_these_and_no_others()
    {
        string[] known = ["api/session", "api/health", "api/ready", "api/openapi.json", "api/workspaces/{ws}/{*rest}"];
        string[] families = ["api/approvals/", "api/webhooks/", "api/inapp/", "api/uploads/", "m/", "r/", "o/", "u/", ".well-known/activereach/", "dashboard"];

        Assert.All(
            EveryRoute.Table.All.Where(route => route.Role is null),
            route => Assert.True(known.Contains(route.Template) || families.Any(family => route.Template.StartsWith(family, StringComparison.Ordinal)), route.Template));
    }

    [Fact]
    public void A_route_that_does_not_say_who_may_use_it_never_serves()
    {
        Assert.Contains("[RequiresRole(…)]", Assert.Throws<InvalidOperationException>(() => RouteTable.Of([typeof(Forgotten)])).Message, StringComparison.Ordinal);
        Assert.Contains("either", Assert.Throws<InvalidOperationException>(() => RouteTable.Of([typeof(Undecided)])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_route_is_described()
    {
        var openApi = new OpenApiDocument(EveryRoute.Table).Json;

        foreach (var route in EveryRoute.Table.All)
        {
            foreach (var verb in route.Verbs)
                Assert.NotNull(openApi["paths"]![route.PlainPath]![verb.ToLowerInvariant()]!["summary"]);
            Assert.True(route.Operation is not null, $"{route.Function} has no [Operation(…)].");
        }
    }

    private static string? Body(string verb) => verb is "POST" or "PUT" or "PATCH" ? "{}" : null;

    private static void AssertIsProblem(Answer answer)
    {
        Assert.Equal("application/problem+json", answer.Headers["Content-Type"]);
        Assert.Equal((int)answer.Status, answer.Json.GetProperty("status").GetInt32());
    }

    private sealed class Forgotten
    {
        [Function("Forgotten")]
        public IResult Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/forgotten")] HttpRequest request) => Results.Ok();
    }

    private sealed class Undecided
    {
        [Function("Undecided")]
        [Public("Anyone.")]
        [RequiresRole(Role.Admin)]
        public IResult Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/undecided")] HttpRequest request) => Results.Ok();
    }
}
