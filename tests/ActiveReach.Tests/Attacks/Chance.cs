using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;

namespace ActiveReach.Tests.Attacks;

/// <summary>How many cases of chance are tried, and how long each may take: of the processor where the system tells, so that nobody else on the machine counts.</summary>
internal static class Chance
{
    public static readonly TimeSpan Longest = TimeSpan.FromMilliseconds(100);

    /// <summary>The sample of <c>./test</c>, or what the environment variable ACTIVEREACH_FUZZ_CASES asks for (<c>./soak</c>).</summary>
    public static int Cases(int sample) => int.TryParse(Environment.GetEnvironmentVariable("ACTIVEREACH_FUZZ_CASES"), CultureInfo.InvariantCulture, out var asked) ? asked : sample;

    /// <summary>Tries each case; one that throws, or is slow each time, fails with its number. The number is the seed of its chance.</summary>
    public static void Try(int cases, Action<Random> one)
    {
        for (var seed = 0; seed < cases; seed++)
        {
            var took = Time(seed, one);
            // The runtime compiles what it meets first, and collects when it likes: what is slow each time is slow.
            for (var again = 0; again < 5 && took > Longest; again++)
                took = Time(seed, one);
            Assert.True(took <= Longest, $"Case {seed} took {took.TotalMilliseconds:0} ms.");
        }
    }

    public static T Of<T>(this Random random, IReadOnlyList<T> many) => many[random.Next(many.Count)];

    /// <summary>A text with parts of it changed, doubled, taken out or put in.</summary>
    public static string Broken(this Random random, string good, IReadOnlyList<string> pieces)
    {
        var text = good;
        for (var times = random.Next(0, 4); times > 0 && text.Length > 0; times--)
        {
            var (at, length) = (random.Next(text.Length), random.Next(1, 8));
            length = Math.Min(length, text.Length - at);
            text = random.Next(5) switch
            {
                0 => text.Remove(at, length),
                1 => text.Insert(at, text.Substring(at, length)),
                2 => text[..at] + (char)random.Next(0x20, 0x300) + text[(at + 1)..],
                _ => text.Insert(at, random.Of(pieces)),
            };
        }

        return text;
    }

    /// <summary>Processor time of this thread, where the system tells.</summary>
    public static TimeSpan Now() => OperatingSystem.IsLinux() && ClockOf(3, out var spent) == 0 ? TimeSpan.FromSeconds(spent.Seconds) + TimeSpan.FromTicks(spent.Nanoseconds / 100) : Stopwatch.GetElapsedTime(0);

    private static TimeSpan Time(int seed, Action<Random> one)
    {
        var began = Now();
        try
        {
            one(new Random(seed));
        }
        catch (Exception error)
        {
            Assert.Fail($"Case {seed}: {error}");
        }

        return Now() - began;
    }

    /// <param name="clock">3 is the processor time of this thread.</param>
    [DllImport("libc", EntryPoint = "clock_gettime", ExactSpelling = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int ClockOf(int clock, out Spent spent);

    private readonly record struct Spent(long Seconds, long Nanoseconds);
}
