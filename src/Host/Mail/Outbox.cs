using System.Threading.Channels;
using MailKit.Net.Smtp;

namespace Tracker.Host.Mail;

/// <summary>
/// Letters on their way. Whoever asks for one does not wait: neither an answer nor its time tells whether there was anybody to
/// write to. They wait in memory only: a letter lost with the process is asked for again by whoever misses it.
/// </summary>
/// <param name="postman">Null: no mail leaves this site.</param>
/// <param name="options">How often to try again.</param>
/// <param name="clock">The clock.</param>
/// <param name="log">Where failures are said, never with an address.</param>
public sealed class Outbox(IPostman? postman, MailOptions options, TimeProvider clock, ILogger<Outbox> log) : BackgroundService
{
    private const int MostWaiting = 1_000;
    private readonly Channel<Func<CancellationToken, Task<IReadOnlyList<Letter>>>> _waiting =
        Channel.CreateBounded<Func<CancellationToken, Task<IReadOnlyList<Letter>>>>(new BoundedChannelOptions(MostWaiting) { SingleReader = true });

    /// <summary>Whether mail leaves this site at all.</summary>
    public bool Delivers => postman is not null;

    /// <summary>Sends a letter, soon.</summary>
    public void Post(Letter letter) => Post(_ => Task.FromResult<IReadOnlyList<Letter>>([letter]));

    /// <summary>Finds out whether there is anything to send, and sends it, soon.</summary>
    public void Post(Func<CancellationToken, Task<IReadOnlyList<Letter>>> write)
    {
        if (!_waiting.Writer.TryWrite(write)) log.LogError("The outbox is full: a letter was not written");
    }

    /// <summary>Ends when everything is delivered, or given up, that was posted before.</summary>
    public Task Settled()
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Post(_ =>
        {
            done.SetResult();
            return Task.FromResult<IReadOnlyList<Letter>>([]);
        });
        return done.Task;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await foreach (var write in _waiting.Reader.ReadAllAsync(stoppingToken))
        {
            try
            {
                foreach (var letter in await write(stoppingToken)) await Deliver(letter, stoppingToken);
            }
            catch (Exception failed) when (!stoppingToken.IsCancellationRequested)
            {
                log.LogError("A letter could not be written: {Failure}", failed.GetType().Name);
            }
        }
    }

    private async Task Deliver(Letter letter, CancellationToken ct)
    {
        if (postman is null) return;
        foreach (var wait in new[] { 1, 6, 0 })
        {
            try
            {
                await postman.Deliver(letter, ct);
                log.LogInformation("A letter was delivered: {Kind}", letter.Kind);
                return;
            }
            catch (Exception failed) when (!ct.IsCancellationRequested)
            {
                // What a server says may repeat the address: only what sort of failure it was is said on.
                log.LogWarning("A letter was not delivered: {Kind}, {Failure}", letter.Kind, Named(failed));
                if (wait == 0 || IsFinal(failed)) break;
                await Task.Delay(TimeSpan.FromSeconds(options.RetrySeconds * wait), clock, ct);
            }
        }

        log.LogError("A letter was given up: {Kind}", letter.Kind);
    }

    private static bool IsFinal(Exception failed) => failed is SmtpCommandException { StatusCode: >= (SmtpStatusCode)500 };

    private static string Named(Exception failed) => failed switch
    {
        SmtpCommandException refused => $"{refused.ErrorCode} {(int)refused.StatusCode}",
        _ => failed.GetType().Name,
    };
}
