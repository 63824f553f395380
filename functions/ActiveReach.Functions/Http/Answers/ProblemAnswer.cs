using ActiveReach.Azure.Accounts;
using ActiveReach.Problems;
using Microsoft.AspNetCore.Http;

namespace ActiveReach.Functions.Http;

/// <summary>What went wrong as a problem document (RFC 9457).</summary>
public static class ProblemAnswer
{
    /// <summary>The answer to an exception; null for one that nobody foresaw.</summary>
    public static IResult? For(Exception error) => error switch
    {
        InvalidInputException input => Make(input.Status, input.Status switch { 413 => "too-large", 415 => "unsupported-media-type", _ => "invalid-input" }, ProblemTitle.Of(input), input.Message,
            new() { ["errors"] = input.Problems }),
        UnauthenticatedException => Make(401, "unauthenticated", "You are not signed in", error.Message, headers: [("WWW-Authenticate", "Bearer")]),
        ForbiddenException => Make(403, "forbidden", "Your role doesn't allow this", error.Message),
        PaymentRequiredException => Make(402, "plan", "The plan of the workspace doesn't allow this", error.Message),
        NotFoundException missing => Make(404, "not-found", $"There is no such {missing.What}", error.Message),
        ConflictException conflict => Make(conflict.Gone ? 410 : 409, conflict.Gone ? "gone" : "conflict", conflict.Gone ? "This is no longer possible" : "This is not possible now", conflict.Message,
            conflict.Details.ToDictionary()),
        StaleVersionException stale => Make(412, "stale-version", "Somebody else has changed this in between", stale.Message,
            new() { ["current"] = stale.Current, ["currentETag"] = stale.CurrentTag, ["yours"] = stale.Yours }, [("ETag", stale.CurrentTag)]),
        MissingVersionException => Make(428, "missing-version", "If-Match is missing", error.Message),
        TooManyRequestsException many => Make(429, "too-many-requests", "That was too much at once", many.Message, headers: [("Retry-After", Seconds(many.RetryAfter))]),
        BadHttpRequestException bad => Make(bad.StatusCode, bad.StatusCode is 413 ? "too-large" : "invalid-input", bad.StatusCode is 413 ? "The body is too large" : "The request can't be read", bad.Message),
        BusyException busy => Make(503, "busy", "The app has too much to do just now", busy.Message, headers: [("Retry-After", Seconds(busy.RetryAfter))]),
        _ when StoreStrain.WaitOf(error) is { } wait => Make(503, "busy", "The app has too much to do just now", "A store can't keep up, or is away for a moment. Try again after the time that Retry-After says.",
            headers: [("Retry-After", Seconds(wait))]),
        _ => null,
    };

    /// <summary>For what nobody foresaw: nothing of it leaves the app.</summary>
    public static IResult Unexpected(string reference) =>
        Make(500, "unexpected", "Something broke on our side", $"The request was not carried out. Try again; if it stays, tell the operator the reference {reference}.", new() { ["reference"] = reference });

    internal static IResult Make(
        int status, string type, string title, string detail, Dictionary<string, object?>? members = null, IReadOnlyList<(string Name, string Value)>? headers = null)
    {
        var document = new Dictionary<string, object?>(members ?? [])
        {
            ["type"] = "urn:activereach:problem:" + type,
            ["title"] = title,
            ["status"] = status,
            ["detail"] = detail,
        };
        return new JsonAnswer(status, document, "application/problem+json", headers ?? []);
    }

    private static string Seconds(TimeSpan time) => ((long)Math.Ceiling(time.TotalSeconds)).ToString(System.Globalization.CultureInfo.InvariantCulture);
}
