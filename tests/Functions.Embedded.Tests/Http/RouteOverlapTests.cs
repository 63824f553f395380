using Functions.Embedded.Http.Routes;
using Functions.Embedded.Tests.Worker;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;

namespace Functions.Embedded.Tests.Http;

/// <summary>The Functions host takes the first route that fits, by the names of the functions: where two fit, the laptop and the cloud would differ.</summary>
public sealed class RouteOverlapTests
{
    private static readonly IInlineConstraintResolver Constraints =
        new ServiceCollection().AddRouting().BuildServiceProvider().GetRequiredService<IInlineConstraintResolver>();

    [Theory]
    [InlineData("get things/{id}", "get things/suggested", "GET /things/suggested")]
    [InlineData("get things/{id}", "get Things/{name}", "GET /Things/{name}")]
    [InlineData("get things", "GET /things/", "GET /things")]
    [InlineData("get THINGS/{id}", "get,post things/all", "GET /THINGS/all")]
    [InlineData("get a/{x}/c", "get a/b/{y}", "GET /a/b/c")]
    [InlineData("get a/{x}/c/{z}", "get a/b/{y}/d", "GET /a/b/c/d")]
    [InlineData(" things/{id}", "delete things/all", "DELETE /things/all")]
    [InlineData(" things/{id}", " things/all", "every method /things/all")]
    [InlineData("get things/{id}", "head things/all", "HEAD /things/all")]
    [InlineData("get things/{id?}", "get things", "GET /things")]
    [InlineData("get things/{page=1}", "get things", "GET /things")]
    [InlineData("get things/{id}/{part?}", "get things/{name}", "GET /things/{name}")]
    [InlineData("get {*rest}", "get things/{id}", "GET /things/{id}")]
    [InlineData("get things/{*rest}", "get things", "GET /things")]
    [InlineData("get things/{**rest}", "get things/{id}/{*more}", "GET /things/{id}/{*more}")]
    [InlineData("get things/{id:int}", "get things/42", "GET /things/42")]
    [InlineData("get things/{id:int}", "get things/{number:long:min(5)}", "GET /things/{number}")]
    [InlineData("get things/{id:int}", "get things/{name}", "GET /things/{name}")]
    [InlineData("get things/{id:guid}", "get things/0f8fad5b-d9cb-469f-a165-70867728950e", "GET /things/0f8fad5b-d9cb-469f-a165-70867728950e")]
    [InlineData("get things/{code:length(3)}", "get things/{name:minlength(2)}", "GET /things/{name}")]
    [InlineData("get things/{code:alpha}", "get things/{flag:bool}", "GET /things/true")]
    [InlineData("get things/{id:regex(^seg_)}", "get things/SEG_1", "GET /things/SEG_1")]
    [InlineData("get things/{id:regex(^seg_)}", "get things/{other:regex(^out_)}", "GET /things/{other}")]
    [InlineData("get things/{kind:regex(^(in|out)$)}", "get things/{name:alpha}", "GET /things/in")]
    [InlineData("get files/{name}.csv", "get files/{name}", "GET /files/{name}.csv")]
    [InlineData("get files/{name}.{ext?}", "get files/report", "GET /files/report")]
    [InlineData("get files/x{name}", "get files/{name}y", "GET /files/x{name}")]
    public void Two_functions_that_could_answer_one_request_are_refused(string first, string second, string request)
    {
        AssertRefused(Route("Beta", first), Route("alpha", second));
        AssertRefused(Route("Beta", second), Route("alpha", first));

        void AssertRefused(HttpRoute one, HttpRoute other)
        {
            var error = Assert.Throws<InvalidOperationException>(() => RouteOverlaps.Refuse([one, other]));
            Assert.Contains("'alpha', the first by name", error.Message);
            Assert.Contains($"'Beta' (route '{one.Template}')", error.Message);
            Assert.Contains($"'alpha' (route '{other.Template}')", error.Message);
            Assert.Contains(request[..(request.LastIndexOf('/') + 1)], error.Message, StringComparison.OrdinalIgnoreCase);
        }
    }

    [Theory]
    [InlineData("get things/{id}", "post things/all")]
    [InlineData("get things/{id}", "options {*rest}")]
    [InlineData("get things/{id}", "get things")]
    [InlineData("get things/{id}", "get things/{id}/parts")]
    [InlineData("get things/{id}", "get others/{id}")]
    [InlineData("get things/{id}/{*rest}", "get things")]
    [InlineData("get things/{id:regex(^(?!suggested$))}", "get things/suggested")]
    [InlineData("get things/{id:regex(^(?!suggested$))}", "get things/Suggested")]
    [InlineData("get things/{id:regex(^(?!(import|export)$))}/parts", "get things/import/{job}")]
    [InlineData("get things/{id:int}", "get things/all")]
    [InlineData("get things/{id:int:min(10)}", "get things/9")]
    [InlineData("get things/{id:int}", "get things/{id:guid}")]
    [InlineData("get things/{id:long}", "get things/{name:alpha}")]
    [InlineData("get things/{id:max(9)}", "get things/{id:min(10)}")]
    [InlineData("get things/{id:range(1,9)}", "get things/{id:range(10,99)}")]
    [InlineData("get things/{id:int}", "get things/{flag:bool}")]
    [InlineData("get things/{code:length(3)}", "get things/{name:length(4,9)}")]
    [InlineData("get things/{code:maxlength(3)}", "get things/{id:guid}")]
    [InlineData("get things/{name:alpha}", "get things/{id:guid}")]
    [InlineData("get things/{kind:regex(^(in|out)$)}", "get things/{kind:regex(^(up|down)$)}")]
    [InlineData("get things/{kind:regex(^(in|out)$)}", "get things/{id:int}")]
    [InlineData("get things/{kind:regex(^(in|out)$)}", "get things/{id:length(4)}")]
    [InlineData("get files/{name}.csv", "get files/{name}.json")]
    [InlineData("get files/in-{name}", "get files/out-{name}")]
    [InlineData("get files/{name}.csv", "get files/report")]
    [InlineData("get files/{name:file}", "get files/{name:nonfile}")]
    [InlineData("get {*rest:regex(^(?!things/all$))}", "get things/all")]
    public void Two_functions_that_no_request_fits_both_are_served(string first, string second)
    {
        RouteOverlaps.Refuse([Route("A", first), Route("B", second)]);
        RouteOverlaps.Refuse([Route("A", second), Route("B", first)]);
    }

    [Fact]
    public async Task The_app_does_not_start_and_is_told_the_functions_the_path_and_a_remedy()
    {
        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => TestApp.StartAsync([typeof(Things)]));
        Assert.Contains("'OneThing' (route 'api/things/{id}') and 'SuggestedThings' (route 'api/things/suggested') both answer GET /api/things/suggested", error.Message);
        Assert.Contains("'{id:regex(^(?!suggested$))}'", error.Message);
    }

    [Fact]
    public async Task A_function_that_is_switched_off_is_in_nobodys_way()
    {
        await using var app = await TestApp.StartAsync([typeof(Things)], builder => builder.Configuration["AzureWebJobs:OneThing:Disabled"] = "true");
        Assert.Equal("some", await app.Http.GetStringAsync("/api/things/suggested"));
    }

    private static HttpRoute Route(string function, string written)
    {
        var (verbs, template) = (written.Split(' ')[0], written.Split(' ')[1].Trim('/'));
        return HttpRoute.Of(function, RoutePatternFactory.Parse(template), verbs.Length == 0 ? null : verbs.Split(','), Constraints);
    }

    internal static class Things
    {
        [Function("OneThing")]
        public static IResult One([HttpTrigger("get", Route = "things/{id}")] HttpRequest request, string id) => Results.Text(id);

        [Function("SuggestedThings")]
        public static IResult Suggested([HttpTrigger("get", Route = "things/suggested")] HttpRequest request) => Results.Text("some");
    }
}
