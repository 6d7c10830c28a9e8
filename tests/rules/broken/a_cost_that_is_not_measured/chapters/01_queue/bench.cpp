BENCHMARK(post)->Name("post a job/01/post");
