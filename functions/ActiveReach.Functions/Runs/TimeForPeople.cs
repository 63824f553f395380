using System.Collections.Concurrent;
using ActiveReach.Functions.Hosting;
using ActiveReach.Runs;

namespace ActiveReach.Functions.Runs;

/// <summary>A simulated clock waits for people: once something asks a person, it stands still until they have answered, or for some seconds of the wall. Their
/// deadlines of hours would be over else before anybody could press a button. Where time is real nothing happens here.</summary>
public sealed class TimeForPeople(HostFacts host)
{
    private readonly ConcurrentDictionary<string, Pause> asked = new(StringComparer.Ordinal);

    /// <summary>How long time stands still for one question, in system time. Default 10 seconds.</summary>
    public TimeSpan Patience { get; set; } = TimeSpan.FromSeconds(10);

    /// <param name="question">What asks, the same at each look.</param>
    public void See(string question, Look look)
    {
        if (host.BeginWork is null || Patience == TimeSpan.Zero)
            return;
        if (!look.AsksPeople)
        {
            if (asked.TryRemove(question, out var answered))
                answered.Dispose();
        }
        else if (!asked.ContainsKey(question))
        {
            var pause = new Pause(host.BeginWork(), Patience);
            if (!asked.TryAdd(question, pause))
                pause.Dispose();
        }
    }

    private sealed class Pause : IDisposable
    {
        private readonly IDisposable mark;
        private readonly CancellationTokenSource patience;

        public Pause(IDisposable mark, TimeSpan most)
        {
            this.mark = mark;
            patience = new CancellationTokenSource(most);
            patience.Token.Register(mark.Dispose);
        }

        public void Dispose()
        {
            patience.Dispose();
            mark.Dispose();
        }
    }
}
