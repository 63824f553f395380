using ActiveReach.Functions.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace ActiveReach.Functions.Hosting.Pages;

/// <summary>Answers what no route takes, as every other failure is answered.</summary>
internal static class UnknownRoute
{
    private const int Longest = 100;

    public static Task AnswerAsync(HttpContext http)
    {
        SecurityHeaders.Set(http, http.RequestServices.GetRequiredService<AccessOptions>());
        return AnswerOf(http).ExecuteAsync(http);
    }

    private static IResult AnswerOf(HttpContext http)
    {
        var (verb, path) = (http.Request.Method, http.Request.Path.Value!);
        var shown = path.Length <= Longest ? path : path[..Longest] + "…";

        // Where only preflights are answered there is nothing to call.
        if (http.Response.StatusCode is StatusCodes.Status405MethodNotAllowed && http.Response.Headers.Allow is var allowed && allowed != HttpMethods.Options)
            return ProblemAnswer.Make(405, "method-not-allowed", "This route doesn't take that method", $"{shown} doesn't take {verb}: use {allowed}.");

        http.Response.Headers.Remove("Allow");
        var routes = http.RequestServices.GetRequiredService<RouteTable>().All.Where(route => !route.Template.Contains('*', StringComparison.Ordinal));
        var meant = Nearest.To(path, routes.Select(route => Filled(route, path)).Distinct(StringComparer.Ordinal)) is { } near && near != path
            ? $" Did you mean {near}?"
            : "";
        return ProblemAnswer.Make(404, "no-such-route", "There is no such route", $"There is nothing at {shown}.{meant} GET /api/openapi.json lists every route, and /reference/ shows them.");
    }

    /// <summary>A route's path with the request's own values in the places of its parameters.</summary>
    private static string Filled(Route route, string path)
    {
        var (steps, given) = (route.PlainPath.Split('/'), path.Split('/'));
        return string.Join('/', steps.Select((step, at) => step is ['{', ..] && at < given.Length ? given[at] : step));
    }
}
