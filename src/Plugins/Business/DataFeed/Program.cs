using Tracker.Plugins.Business.DataFeed;
using Tracker.PluginSdk;

return await PluginProgram.Run(new DataFeedPlugin());
