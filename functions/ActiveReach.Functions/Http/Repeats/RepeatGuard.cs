using System.Security.Cryptography;
using System.Text;
using ActiveReach.Access;
using ActiveReach.Problems;
using ActiveReach.Requests;
using Microsoft.AspNetCore.Http;

namespace ActiveReach.Functions.Http;

/// <summary>A POST with an <c>Idempotency-Key</c> is carried out once: the same request again gets the same answer for 24 hours.</summary>
public sealed class RepeatGuard(KeptAnswers answers, TimeProvider time)
{
    private const string Header = "Idempotency-Key";
    private const int MaxBody = 64 << 20;

    internal async Task<Repeat> BeginAsync(HttpContext http, Route route)
    {
        if (!HttpMethods.IsPost(http.Request.Method) || !route.IsRepeatable || !http.Request.Headers.TryGetValue(Header, out var keys))
            return Repeat.None;
        if (keys is not [{ Length: > 0 } key])
            throw new InvalidInputException(Header, "invalid_value", keys.Count > 1 ? $"{Header} stands there {keys.Count} times: send it once." : $"{Header} is empty: give a key, e.g. a UUID, or leave it out.");
        if (key.Length > 255 || key.Any(character => character is < ' ' or > '~'))
            throw new InvalidInputException(Header, "invalid_value", $"{Header} must be 1 to 255 printable ASCII characters, e.g. a UUID.");

        var credential = http.Features.Get<Admitted>()?.Credential ?? http.Request.Path.Value!;
        var request = new RepeatableRequest(Secret.Hash("scope:" + credential), Secret.Hash(key), await FingerprintAsync(http));
        var seal = new AnswerSeal(credential, key);
        return await answers.ClaimAsync(request, time.GetUtcNow(), http.RequestAborted) switch
        {
            RequestStanding.Answered known => new(KeptAnswer.Read(seal.Open(known.Answer)), null),
            RequestStanding.Different => throw new InvalidInputException([new(Header, "key_reused", $"{Header} was used for another request: use a new key for each new request.")], 422),
            RequestStanding.Running => new(ProblemAnswer.Make(409, "still-running", "The same request is still running", "The same request is being carried out right now: ask again in a moment.", headers: [("Retry-After", "1")]), null),
            _ => First(http, answer => KeepAsync(request, seal, answer)),
        };
    }

    /// <summary>It goes on to its end also when the caller hangs up: they will ask again for its answer.</summary>
    private static Repeat First(HttpContext http, Func<KeptAnswer?, Task> keep)
    {
        http.RequestAborted = CancellationToken.None;
        return new(null, keep);
    }

    /// <summary>What may come out differently next time isn't kept.</summary>
    private Task KeepAsync(RepeatableRequest request, AnswerSeal seal, KeptAnswer? answer) =>
        answer is { Status: < 500 and not 429 } ? answers.SaveAsync(request, seal.Close(answer.Write())) : answers.ReleaseAsync(request);

    private static async Task<string> FingerprintAsync(HttpContext http)
    {
        var request = http.Request;
        request.EnableBuffering();
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes($"{request.Path}{request.QueryString}\n{request.ContentType}\n"));
        var buffer = new byte[16 * 1024];
        long total = 0;
        int read;
        while ((read = await request.Body.ReadAsync(buffer, http.RequestAborted)) > 0)
        {
            if ((total += read) > MaxBody)
                throw new InvalidInputException([new("", "too_large", $"A body with {Header} may have {MaxBody} bytes at most.")], 413);
            hash.AppendData(buffer, 0, read);
        }

        request.Body.Position = 0;
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
