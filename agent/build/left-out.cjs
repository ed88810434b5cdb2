// Stands in for what dockerode can do and the agent never does: BuildKit sessions (grpc) and engines behind ssh.
module.exports = {};
