using ActiveReach.Functions.Http;
using ActiveReach.Functions.Tests.Fixture;
using ActiveReach.Functions.Tests.Security;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Constraints;
using Microsoft.AspNetCore.Routing.Template;
using Microsoft.Extensions.DependencyInjection;

namespace ActiveReach.Functions.Tests.OpenApi;

/// <summary>The app's routes on a host that sorts functions by name and takes the first that fits, as the Functions host does
/// (its WebScriptHostHttpRoutesManager adds one route after the other): everything documented comes to its own function there, too.</summary>
public sealed class RoadTests
{
    private static readonly string[] Samples = ["1", "ctc_42", "seg_vip", "imp_x7", "out_1", "abc", "A~b.c", "importer", "exported", "suggested-1", "assignments", "0f8fad5b-d9cb-469f-a165-70867728950e", "ü 1"];

    private static readonly IReadOnlyList<HostRoute> ByName = [.. EveryRoute.Table.All.OrderBy(route => route.Function, StringComparer.OrdinalIgnoreCase).Select(route => new HostRoute(route))];

    public static TheoryData<string, string, string> Documented()
    {
        var data = new TheoryData<string, string, string>();
        foreach (var (path, verbs) in Schemas.Document["paths"]!.AsObject())
        {
            foreach (var (verb, operation) in verbs!.AsObject())
                data.Add(verb.ToUpperInvariant(), path, (string)operation!["operationId"]!);
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Documented))]
    public void Every_documented_request_fits_one_function_only(string verb, string path, string operation)
    {
        var own = EveryRoute.Table.All.Single(route => route.PlainPath == path && route.Verbs.Contains(verb));
        Assert.StartsWith(operation, $"{char.ToLowerInvariant(own.Function[0])}{own.Function[1..]}{verb}", StringComparison.OrdinalIgnoreCase);
        foreach (var sample in Samples)
        {
            var request = own.PathWith(name => name is "ws" ? "demo" : sample);
            Assert.Equal([own.Function], ByName.Where(route => route.Fits(verb, request)).Select(route => route.Function));
        }
    }

    [Theory]
    [InlineData("GET", "contacts/export", "ExportContacts")]
    [InlineData("GET", "contacts/EXPORT", "ExportContacts")]
    [InlineData("POST", "contacts/import", "ImportContactsFile")]
    [InlineData("GET", "contacts/import/imp_1", "GetImport")]
    [InlineData("GET", "contacts/import/timeline", "GetImport")]
    [InlineData("GET", "contacts/import/imp_1/report", "GetImportReport")]
    [InlineData("GET", "contacts/ctc_1", "GetContact")]
    [InlineData("GET", "contacts/ctc_1/timeline", "GetTimeline")]
    [InlineData("GET", "segments/suggested", "SuggestSegments")]
    [InlineData("GET", "segments/seg_suggested", "GetSegment")]
    [InlineData("GET", "outlets/assignment", "ReadOutletAssignment")]
    [InlineData("POST", "outlets/assign", "AskForOutletAssignment")]
    [InlineData("GET", "outlets/assign", "ReadOutlet")]
    [InlineData("OPTIONS", "contacts/export", "Preflight")]
    [InlineData("OPTIONS", "", "Preflight")]
    public void A_word_in_the_place_of_an_id_comes_to_its_own_function(string verb, string path, string function) =>
        Assert.Equal(function, ByName.First(route => route.Fits(verb, $"/api/workspaces/demo/{path}".TrimEnd('/'))).Function);

    [Theory]
    [InlineData("GET", "/")]
    [InlineData("GET", "/api")]
    [InlineData("GET", "/api/workspaces/demo/nothing")]
    [InlineData("POST", "/api/workspaces/demo/segments/suggested")]
    [InlineData("GET", "/api/webhooks/acs/main")]
    [InlineData("OPTIONS", "/api/openapi.json")]
    public void What_is_not_documented_fits_none(string verb, string path) => Assert.DoesNotContain(ByName, route => route.Fits(verb, path));

    /// <summary>A route as WebJobsRouteBuilder makes it: the template's matcher, its inline constraints and one on the methods.</summary>
    private sealed class HostRoute
    {
        private static readonly IInlineConstraintResolver Constraints =
            new ServiceCollection().AddRouting().BuildServiceProvider().GetRequiredService<IInlineConstraintResolver>();

        private readonly TemplateMatcher matcher;
        private readonly List<(string Name, IRouteConstraint Rule)> rules;

        public HostRoute(Http.Route route)
        {
            var template = TemplateParser.Parse(route.Template);
            matcher = new TemplateMatcher(template, []);
            rules = [.. template.Parameters.SelectMany(parameter => parameter.InlineConstraints.Select(inline => (parameter.Name!, Constraints.ResolveConstraint(inline.Constraint)!)))];
            rules.Add(("httpMethod", new HttpMethodRouteConstraint([.. route.Verbs])));
            Function = route.Function;
        }

        public string Function { get; }

        public bool Fits(string verb, string path)
        {
            var http = new DefaultHttpContext { Request = { Method = verb, Path = PathString.FromUriComponent(path) } };
            var values = new RouteValueDictionary();
            return matcher.TryMatch(http.Request.Path, values) && rules.TrueForAll(rule => rule.Rule.Match(http, null, rule.Name, values, RouteDirection.IncomingRequest));
        }
    }
}
